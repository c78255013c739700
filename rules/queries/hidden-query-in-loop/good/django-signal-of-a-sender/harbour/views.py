from django.http import JsonResponse

from .models import Boat
from .signals import shown


def boats(request):
    names = []
    for boat in Boat.objects.order_by("name"):
        shown.send(sender="list", boat=boat)
        names.append(boat.name)
    return JsonResponse({"names": names})
