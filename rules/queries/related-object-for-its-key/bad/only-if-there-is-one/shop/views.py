from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Book


def index(request, pk):
    book = get_object_or_404(Book, pk=pk)
    return JsonResponse({"author": book.author.id if book.author else None})  # expect: related-object-for-its-key
