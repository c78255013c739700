from django.http import JsonResponse

from .models import Boat
from .tasks import note_arrival


def arrive(request, name):
    boat = Boat.objects.get(name=name)
    note_arrival(name)
    return JsonResponse({"boat": boat.name})
