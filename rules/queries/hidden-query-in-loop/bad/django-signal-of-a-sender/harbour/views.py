from django.http import JsonResponse

from .models import Boat
from .signals import shown


def boats(request):
    names = []
    for boat in Boat.objects.order_by("name"):
        shown.send(sender="card", boat=boat)  # expect: hidden-query-in-loop
        names.append(boat.name)
    return JsonResponse({"names": names})
