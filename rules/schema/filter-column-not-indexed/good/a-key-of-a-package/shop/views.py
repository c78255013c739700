from django.http import HttpResponse

from .models import Parcel


def keep(request, shelf):
    Parcel.objects.create(shelf_id=shelf, body=request.POST["body"])
    return HttpResponse(status=201)


def show(request, shelf):
    parcel = Parcel.objects.filter(shelf_id=shelf).first()
    return HttpResponse(parcel.body)
