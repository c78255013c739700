from django.http import HttpResponse
from letters import as_csv

from .models import Author


def index(request):
    authors = list(Author.objects.prefetch_related("books")[:50])
    names = [author.name for author in authors]
    return HttpResponse(as_csv(names, authors))
