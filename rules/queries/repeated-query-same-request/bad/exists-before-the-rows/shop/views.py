from django.http import JsonResponse

from .models import Book


def index(request, author_id):
    books = Book.objects.filter(author_id=author_id, printed=True)
    lines = []
    if books.exists():
        for book in books:  # expect: repeated-query-same-request
            lines.append(book.title)
    return JsonResponse({"lines": lines})
