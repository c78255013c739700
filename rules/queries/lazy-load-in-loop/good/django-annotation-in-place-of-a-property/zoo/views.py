from django.db.models import F
from django.http import JsonResponse

from .models import Bird


def birds(request):
    found = Bird.objects.annotate(keeper_name=F("keeper__name"))
    return JsonResponse({bird.ring: bird.keeper_name for bird in found})
