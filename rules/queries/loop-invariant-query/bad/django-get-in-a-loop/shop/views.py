from django.http import JsonResponse

from .models import Author, Book


def index(request, author_id):
    lines = []
    for book in Book.objects.filter(printed=True)[:50]:
        author = Author.objects.get(pk=author_id)  # expect: loop-invariant-query
        lines.append((book.title, author.name))
    return JsonResponse({"lines": lines})
