from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    names = []
    for book in Book.objects.values("author_id"):
        author = Author.objects.get(pk=book["author_id"])  # expect: query-in-loop
        names.append(author.name)
    return JsonResponse({"names": names})
