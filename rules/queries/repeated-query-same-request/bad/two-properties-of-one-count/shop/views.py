from django.shortcuts import get_object_or_404, render

from .models import Author


def index(request, author_id):
    author = get_object_or_404(Author, pk=author_id)
    return render(request, "author.html", {"author": author})
