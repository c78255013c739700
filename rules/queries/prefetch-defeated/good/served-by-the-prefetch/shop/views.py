from django.http import JsonResponse

from .models import Author


def index(request):
    out = {}
    for author in Author.objects.prefetch_related("books"):
        printed = [book for book in author.books.all() if book.printed]
        out[author.name] = (len(printed), author.books.count(), author.books.exists())
    return JsonResponse(out)
