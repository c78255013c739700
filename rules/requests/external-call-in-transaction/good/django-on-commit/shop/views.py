import requests
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from .models import Order


def charge():
    requests.post("https://pay.example.org/charges", timeout=5)


def afterwards(function):
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
        function()
    else:
        transaction.on_commit(function)


def create(request):
    with transaction.atomic():
        Order.objects.create(state="new")
        transaction.on_commit(charge)
    return HttpResponse(status=201)


def create_another(request):
    with transaction.atomic():
        Order.objects.create(state="new")
        afterwards(lambda: charge())
    return HttpResponse(status=201)
