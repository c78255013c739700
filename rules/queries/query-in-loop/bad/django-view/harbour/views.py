from django.http import JsonResponse

from .models import Boat, Skipper


def berths(request, first):
    names = []
    for boat in Boat.objects.filter(berth=first):
        names.append(Skipper.objects.filter(name=boat.name).count())  # expect: query-in-loop
    return JsonResponse({"names": names})
