from django.http import HttpResponse

from .models import Parcel, Scan


def add(request, key):
    parcel = Parcel.objects.get(pk=key)
    Scan.objects.create(subject=parcel, path=request.POST["path"])
    return HttpResponse(status=201)
