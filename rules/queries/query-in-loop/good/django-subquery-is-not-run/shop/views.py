from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    queries = [Book.objects.filter(author_id=key, printed=True) for key in request.GET.getlist("author")]
    first = Author.objects.filter(books__in=Book.objects.filter(printed=True)).first()
    return JsonResponse({"queries": len(queries), "first": first.name})
