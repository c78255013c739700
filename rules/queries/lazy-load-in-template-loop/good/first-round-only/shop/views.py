from django.shortcuts import get_object_or_404, render

from .models import Author, Book


def index(request):
    shelf = get_object_or_404(Author, pk=1)
    return render(request, "shop/index.html", {"shelf": shelf, "books": Book.objects.filter(printed=True)})
