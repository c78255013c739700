from django.http import JsonResponse

from .models import Book


def index(request):
    return JsonResponse({book.title: book.author_id for book in Book.objects.all()[:500]})
