from django.http import JsonResponse

from .models import Book


def index(request):
    books = Book.objects.select_related("author", "author__agent")[:50]  # expect: unused-eager-load
    return JsonResponse({book.title: book.author.name for book in books})
