from django.http import HttpResponse
from django.shortcuts import render

from .models import Visit


def index(request, customer):
    visits = Visit.objects.filter(customer_id=customer, room=request.GET["room"]).order_by("-began")
    return render(request, "shop/index.html", {"visits": visits})


def came(request, customer):
    Visit.objects.create(customer_id=customer, room=request.POST["room"])
    return HttpResponse("noted")
