from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    books = Book.objects.filter(printed=True).select_related("author")
    authors = Author.objects.prefetch_related("books")
    return render(request, "shop/index.html", {"books": books, "authors": authors})
