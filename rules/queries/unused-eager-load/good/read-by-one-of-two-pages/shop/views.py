from django.http import JsonResponse

from .models import Author


def found():
    return Author.objects.prefetch_related("books")[:50]


def index(request):
    return JsonResponse({author.id: author.name for author in found()})


def books(request):
    return JsonResponse({author.name: [b.title for b in author.books.all()] for author in found()})
