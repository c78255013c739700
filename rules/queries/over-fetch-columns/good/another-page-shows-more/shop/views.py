from django.http import JsonResponse
from django.shortcuts import render

from .models import Author


def found():
    return Author.objects.order_by("name")


def index(request):
    return JsonResponse({"names": [author.name for author in found()]})


def table(request):
    return render(request, "table.html", {"authors": found()})
