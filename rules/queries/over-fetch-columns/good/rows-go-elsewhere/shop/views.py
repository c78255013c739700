from django.http import HttpResponse
from letters import as_csv

from .models import Author


def index(request):
    authors = list(Author.objects.order_by("name"))
    first = authors[0].name
    return HttpResponse(as_csv(first, authors))
