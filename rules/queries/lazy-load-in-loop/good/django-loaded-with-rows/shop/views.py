from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    lines = []
    for book in Book.objects.select_related("author"):
        lines.append((book.author.name, book.author_id))
    authors = Author.objects.prefetch_related("books")
    for author in authors:
        lines.append((author.books.count(), [book.author.name for book in author.books.all()]))
    return JsonResponse({"lines": lines})
