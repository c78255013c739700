from ninja import Router

from .models import Author
from .schemas import AuthorOut, AuthorWithBooks, AuthorWithCountry, Listed

router = Router()


@router.get("/", response=list[AuthorOut])
def authors(request):
    return Author.objects.all()


@router.get("/countries", response=list[AuthorWithCountry])
def countries(request):
    return Author.objects.all()


@router.get("/titles", response=list[Listed])
def titles(request):
    return Author.objects.all()


@router.get("/titles/loaded", response=list[Listed])
def titles_loaded(request):
    return Author.objects.prefetch_related("books")


@router.get("/books", response=list[AuthorWithBooks])
def books(request):
    return Author.objects.prefetch_related("books__author")


@router.get("/{author_id}", response=AuthorWithBooks, auth=None)
def author(request, author_id: int):
    return Author.objects.get(id=author_id)
