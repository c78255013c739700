from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    if request.method == "POST":
        Author.objects.create(name=request.POST["name"])
    authors = Author.objects.order_by("name")  # expect: unbounded-list-query
    return render(request, "shop/index.html", {"authors": authors})
