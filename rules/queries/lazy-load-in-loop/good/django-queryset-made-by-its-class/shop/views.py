from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    lines = [book.author.name for book in Book.objects.filter(printed=True)]
    return JsonResponse({"lines": lines})
