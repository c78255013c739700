from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    printed = Book.objects.filter(printed=True)
    authors = Author.objects.prefetch_related(Prefetch("books", queryset=printed, to_attr="printed_books"))
    return JsonResponse({author.name: [book.title for book in author.printed_books] for author in authors})
