from django.http import JsonResponse

from .models import Author, Book


def index(request):
    authors = list(Author.objects.all())
    newest = {book.author_id: book for book in Book.objects.filter(author__in=authors).order_by("id")}
    for author in authors:
        author.__dict__["newest"] = newest.get(author.pk)
    return JsonResponse({author.name: author.newest and author.newest.title for author in authors})
