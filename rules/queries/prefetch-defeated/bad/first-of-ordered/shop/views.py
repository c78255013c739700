from django.shortcuts import render

from .models import Author


def index(request):
    authors = Author.objects.prefetch_related("books")
    newest = [author.books.order_by("-title").first() for author in authors]  # expect: prefetch-defeated
    return render(request, "index.html", {"newest": newest})
