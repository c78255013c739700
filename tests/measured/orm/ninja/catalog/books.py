from ninja import Router
from ninja.pagination import LimitOffsetPagination, PageNumberPagination, paginate

from .models import Book
from .schemas import BookOfKeys, BookOut, BookWithSubjects, Counted, Labelled, PlainBook, WholeBook

router = Router()


@router.get("/", response=list[BookOut])
def books(request):
    return Book.objects.all()


@router.get("/joined", response=list[BookOut])
def joined(request):
    return Book.objects.select_related("author")


@router.get("/keys", response=list[BookOfKeys])
def keys(request, title: str | None = None):
    rows = Book.objects.all()
    return rows.filter(title=title) if title else rows


@router.get("/subjects", response=list[BookWithSubjects])
def subjects(request):
    return list(Book.objects.all())


@router.get("/subjects/loaded", response=list[BookWithSubjects])
def subjects_loaded(request):
    return Book.objects.prefetch_related("subjects")


@router.get("/labels", response=list[Labelled])
def labels(request):
    return Book.objects.all()


@router.get("/counted", response=list[Counted])
def counted(request):
    return Book.objects.all()


@router.get("/whole", response=list[WholeBook])
def whole(request):
    return Book.objects.all()


@router.get("/plain", response=list[PlainBook])
def plain(request):
    return Book.objects.all()


@router.get("/unread")
def unread(request):
    return [{"title": book.title} for book in Book.objects.all()]


@router.get("/paged", response=list[BookOut])
@paginate
def paged(request):
    return Book.objects.all()


@router.get("/numbered", response=list[BookOut])
@paginate(PageNumberPagination, page_size=5)
def numbered(request):
    return Book.objects.order_by("id")


@router.get("/listed", response=list[BookOut])
@paginate(LimitOffsetPagination)
def listed(request):
    return list(Book.objects.select_related("author"))
