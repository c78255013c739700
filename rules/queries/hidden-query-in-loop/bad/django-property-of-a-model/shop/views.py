from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    lines = []
    for author in Author.objects.all():
        lines.append((author.name, author.printed))  # expect: hidden-query-in-loop
    return JsonResponse({"lines": lines})
