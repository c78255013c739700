import requests
from django.db import transaction
from django.http import HttpResponse

from .models import Order


def create(request):
    with transaction.atomic():
        Order.objects.create(state="new")
        requests.post("https://pay.example.org/charges", timeout=5)  # expect: external-call-in-transaction
    return HttpResponse(status=201)
