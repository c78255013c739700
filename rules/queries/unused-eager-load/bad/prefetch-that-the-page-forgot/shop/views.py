from django.shortcuts import render

from .models import Author, Book


def index(request):
    authors = Author.objects.prefetch_related("books")[:50]  # expect: unused-eager-load
    return render(request, "index.html", {"authors": authors})
