from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    authors = Author.objects.order_by("name")
    # expect: lazy-load-in-loop
    counts = {author.name: len(author.books.all()) for author in authors}
    return JsonResponse(counts)
