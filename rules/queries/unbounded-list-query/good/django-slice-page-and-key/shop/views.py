from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render

from .models import Author, Book


def index(request):
    if request.method == "POST":
        author = Author.objects.create(name=request.POST["name"])
        Book.objects.create(author=author, title=request.POST["title"])
    newest = Author.objects.order_by("-pk")[:10]
    page = Paginator(Author.objects.order_by("name"), 20).get_page(request.GET.get("page"))
    books = Book.objects.filter(author__pk=request.GET["author"])
    count = Author.objects.count()
    return render(request, "shop/index.html", {"authors": newest, "page": page, "books": books, "count": count})
