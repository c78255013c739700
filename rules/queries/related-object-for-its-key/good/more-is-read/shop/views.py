from django.http import JsonResponse

from .models import Book


def label(author):
    return f"{author.name} ({author.id})"


def index(request):
    return JsonResponse({book.title: (book.author.id, label(book.author)) for book in Book.objects.all()[:500]})
