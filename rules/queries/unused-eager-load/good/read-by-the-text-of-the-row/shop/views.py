from django.shortcuts import render

from .models import Author, Book


def index(request):
    authors = Book.objects.select_related("author")[:50]
    return render(request, "index.html", {"authors": authors})
