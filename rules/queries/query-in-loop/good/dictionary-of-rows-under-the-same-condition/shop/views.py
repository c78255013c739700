from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Author, Book


def index(request, author_id=None, shelf=None):
    authors = Author.objects.order_by("name")
    if shelf:
        authors = Author.objects.filter(name__startswith=shelf).in_bulk()
        books = Book.objects.filter(title__startswith=shelf)
    elif author_id:
        author = get_object_or_404(authors, pk=author_id)
        books = author.books
    books = books.order_by("title")
    lines = []
    if shelf:
        for book in books:
            lines.append((book.title, authors[book.author_id].name))
    return JsonResponse({"lines": lines or [book.title for book in books]})
