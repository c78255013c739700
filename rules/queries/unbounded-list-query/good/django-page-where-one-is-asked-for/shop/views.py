from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    if request.method == "POST":
        Author.objects.create(name=request.POST["name"])
    authors = Author.objects.order_by("name")
    limit = int(request.GET["limit"])
    names = [author.name for author in (authors[:limit] if limit else authors)]
    return JsonResponse({"names": names})
