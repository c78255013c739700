from django.http import JsonResponse

from .models import Bird


def birds(request):
    everything = Bird.objects.select_related()
    # Names take the place of "all keys": the aviary is not joined any more.
    found = everything.select_related("keeper")
    return JsonResponse({bird.keeper.name: bird.aviary.name for bird in found})  # expect: lazy-load-in-loop
