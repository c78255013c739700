from django.http import JsonResponse

from .models import Bird


def birds(request):
    found = Bird.objects.select_related("ringer")
    return JsonResponse({bird.ring: [bird.ringer.name, bird.ringer_id] for bird in found})
