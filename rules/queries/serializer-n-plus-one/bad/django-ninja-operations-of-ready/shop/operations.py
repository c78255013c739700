from aweb.api import Pages, api
from ninja import Schema
from ninja.pagination import paginate

from .models import Book


class AuthorOut(Schema):
    name: str


class BookOut(Schema):
    title: str
    author: AuthorOut


@api.get("/books/", response=list[BookOut])
@paginate(Pages)
def books(request):
    return Book.objects.order_by("title")  # expect: serializer-n-plus-one
