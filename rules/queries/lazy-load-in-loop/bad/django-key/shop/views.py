from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    lines = []
    for book in Book.objects.filter(printed=True):
        lines.append(book.author.name)  # expect: lazy-load-in-loop
    return JsonResponse({"lines": lines})
