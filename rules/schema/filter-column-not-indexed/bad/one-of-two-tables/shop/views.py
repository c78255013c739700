from django.http import HttpResponse

from .models import Crate, Shelf


def add(request):
    Crate.objects.create(label=request.POST["label"], weight=3)
    Shelf.objects.create(label=request.POST["label"], height=2)
    return HttpResponse(status=201)


def show(request, label):
    crate = Crate.objects.get(label=label)
    return HttpResponse(crate.weight)
