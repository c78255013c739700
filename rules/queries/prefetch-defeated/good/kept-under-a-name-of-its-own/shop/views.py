from django.db.models import Prefetch
from django.http import JsonResponse

from .models import Author, Book


def index(request):
    printed = Prefetch("books", queryset=Book.objects.filter(printed=True), to_attr="printed_books")
    return JsonResponse({author.name: len(author.printed_books) for author in Author.objects.prefetch_related(printed)})
