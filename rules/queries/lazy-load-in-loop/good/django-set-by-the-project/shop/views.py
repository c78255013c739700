from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    authors = {author.pk: author for author in Author.objects.all()}
    books = list(Book.objects.filter(printed=True))
    for book in books:
        book.author = authors[book.author_id]
    return JsonResponse({"lines": [book.author.name for book in books]})
