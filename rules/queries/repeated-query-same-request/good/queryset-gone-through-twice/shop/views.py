from django.http import JsonResponse

from .models import Book


def index(request, author_id):
    books = Book.objects.filter(author_id=author_id, printed=True)
    lines = [book.title for book in books]
    longest = max(len(book.title) for book in books)
    return JsonResponse({"lines": lines, "longest": longest})
