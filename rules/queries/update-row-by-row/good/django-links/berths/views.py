from django.http import HttpResponse

from .models import Berth, Boat


def free(request):
    boat = Boat.objects.get(name=request.POST["boat"])
    for berth in Berth.objects.filter(pier=request.POST["pier"]):
        berth.boats.add(boat)
    return HttpResponse(status=204)
