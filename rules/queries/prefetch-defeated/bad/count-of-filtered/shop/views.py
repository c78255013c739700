from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    out = {}
    for author in Author.objects.prefetch_related("books"):
        out[author.name] = author.books.filter(printed=True).count()  # expect: prefetch-defeated
    return JsonResponse(out)
