from django.http import HttpResponse

from .models import Parcel


def add(request):
    Parcel.objects.create(street=request.POST["street"])
    return HttpResponse(status=201)


def to_fetch(request):
    return HttpResponse([p.street for p in Parcel.objects.filter(state=Parcel.State.WAITING)])
