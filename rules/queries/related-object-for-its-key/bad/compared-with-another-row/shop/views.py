from django.shortcuts import get_object_or_404, render

from .models import Author, Book


def index(request, pk):
    author = get_object_or_404(Author, pk=pk)
    return render(request, "index.html", {"author": author, "books": Book.objects.all()[:500]})
