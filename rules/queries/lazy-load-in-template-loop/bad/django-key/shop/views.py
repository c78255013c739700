from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    return render(request, "shop/index.html", {"books": Book.objects.filter(printed=True)})
