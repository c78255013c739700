from app import Book, app


def test_authors_are_named():
    with app.app_context():
        for book in Book.query.all():
            assert book.author.name
