from django.http import JsonResponse
from letters import greet

from .models import Book


def index(request):
    out = {}
    for book in Book.objects.all()[:500]:
        greet(book.author)
        out[book.title] = book.author.id
    return JsonResponse(out)
