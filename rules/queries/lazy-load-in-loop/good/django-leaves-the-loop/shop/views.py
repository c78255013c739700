from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    for book in Book.objects.filter(printed=True):
        if book.title == request.GET.get("title"):
            return JsonResponse({"author": book.author.name})
    return JsonResponse({})
