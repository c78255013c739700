from django.shortcuts import render

from .models import Book


def index(request):
    return render(request, "books.html", {"books": Book.objects.filter(printed=True)})
