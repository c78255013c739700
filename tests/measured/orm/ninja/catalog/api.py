from django.shortcuts import get_object_or_404
from ninja import NinjaAPI
from ninja.security import APIKeyQuery

from .models import Book, Reader
from .schemas import BookOut


class ByToken(APIKeyQuery):
    param_name = "token"

    def authenticate(self, request, key):
        return Reader.objects.filter(id=1).first()


api = NinjaAPI()
api.add_router("/books/", "catalog.books.router")
api.add_router("/authors", "catalog.authors.router", auth=ByToken())


@api.get("/book/{int:book_id}", response={200: BookOut, 404: None})
def book(request, book_id: int):
    return get_object_or_404(Book, id=book_id)


@api.get("/first", response=BookOut)
def first(request):
    return 200, Book.objects.select_related("author").first()


@api.get("/number", auth=ByToken())
def number(request):
    return {"books": Book.objects.count()}
