from ninja import Field, ModelSchema, Schema

from .models import Book


class SubjectOut(Schema):
    name: str


class AuthorOut(Schema):
    id: int
    name: str


class AuthorWithCountry(AuthorOut):
    country: str = Field(alias="country.name")


class BookOut(Schema):
    title: str
    author: AuthorOut


class BookWithSubjects(Schema):
    title: str
    subjects: list[SubjectOut]


class BookOfKeys(Schema):
    title: str
    author_id: int


class Labelled(Schema):
    label: str


class Counted(Schema):
    title: str
    count: int

    @staticmethod
    def resolve_count(obj):
        return obj.subjects.count()


class Listed(Schema):
    name: str
    titles: list[str]

    @staticmethod
    def resolve_titles(obj):
        return [book.title for book in obj.books.all()]


class WholeBook(ModelSchema):
    class Meta:
        model = Book
        fields = ["id", "title", "author", "subjects"]


class PlainBook(ModelSchema):
    class Meta:
        model = Book
        exclude = ["subjects"]


class AuthorWithBooks(AuthorOut):
    books: list[BookOut]
