from models import Book


def newest_books():
    return Book.query.order_by(Book.id.desc())
