from django.http import JsonResponse

from .models import Book


def index(request):
    books = Book.objects.select_related("author")[:500]
    return JsonResponse({book.title: (book.author.id, book.author.name) for book in books})
