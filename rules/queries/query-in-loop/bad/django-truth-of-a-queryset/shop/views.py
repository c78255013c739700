from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    names = []
    for author in Author.objects.all():
        books = Book.objects.filter(author=author)
        if books:  # expect: query-in-loop
            names.append((author.name, len(books)))
    return JsonResponse({"names": names})
