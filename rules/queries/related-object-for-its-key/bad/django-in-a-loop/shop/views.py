from django.http import JsonResponse

from .models import Book


def index(request):
    return JsonResponse({book.title: book.author.id for book in Book.objects.all()[:500]})  # expect: related-object-for-its-key
