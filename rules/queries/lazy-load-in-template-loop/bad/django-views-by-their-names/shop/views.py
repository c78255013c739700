from django.shortcuts import render

from .models import Book


def shown(request, books):
    return render(request, "books.html", {"books": books})


def index(request):
    return shown(request, Book.objects.filter(printed=True))
