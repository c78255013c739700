from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    books = Book.objects.only("title")
    return JsonResponse({"lines": [book.title + book.text for book in books]})  # expect: lazy-load-in-loop
