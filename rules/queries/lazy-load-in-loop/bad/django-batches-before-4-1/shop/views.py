from django.http import JsonResponse

from .models import Author


def index(request):
    authors = Author.objects.prefetch_related("books").order_by("name").iterator(chunk_size=500)
    # expect: lazy-load-in-loop
    counts = {author.name: len(author.books.all()) for author in authors}
    return JsonResponse(counts)
