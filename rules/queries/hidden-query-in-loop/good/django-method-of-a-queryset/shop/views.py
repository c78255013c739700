from django.http import JsonResponse
from django.shortcuts import render

from .models import Book


def index(request):
    titles = Book.objects.titles()
    return JsonResponse({"titles": [title.upper() for title in titles]})
