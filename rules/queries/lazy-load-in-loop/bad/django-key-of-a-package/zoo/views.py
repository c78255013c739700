from django.http import JsonResponse

from .models import Bird


def birds(request):
    return JsonResponse({bird.ring: bird.ringer.name for bird in Bird.objects.all()})  # expect: lazy-load-in-loop
