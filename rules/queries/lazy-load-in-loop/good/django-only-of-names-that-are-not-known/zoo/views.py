from django.http import JsonResponse

from .fields import shown
from .models import Bird


def birds(request):
    found = Bird.objects.only(*shown(Bird), "keeper__name").select_related("keeper")
    return JsonResponse({bird.ring: bird.keeper.name for bird in found})
