from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Author


def index(request, pk):
    author = get_object_or_404(Author, pk=pk)
    return JsonResponse({"name": author.name, "born": author.born, "town": author.town, "note": author.note})
