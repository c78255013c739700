from django.http import JsonResponse

from . import signals
from .models import Author


def index(request):
    authors = Author.objects.order_by("name")  # expect: over-fetch-columns
    return JsonResponse({"names": [author.name for author in authors]})
