from sqlalchemy.orm import joinedload

from models import Book


def with_author(query):
    return query.options(joinedload(Book.author))
