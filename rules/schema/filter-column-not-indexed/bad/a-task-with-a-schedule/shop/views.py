from django.http import HttpResponse

from .models import Parcel


def add(request):
    Parcel.objects.create(street=request.POST["street"])
    return HttpResponse(status=201)
