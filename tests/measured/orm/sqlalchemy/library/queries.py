"""Queries: how often one is run, and what the identity map answers."""

from flask import Blueprint, current_app, jsonify
from sqlalchemy import func, select

from .models import Author, Book, Letter, Shelf, db

queries = Blueprint("queries", __name__, url_prefix="/queries")


@queries.get("/get-twice")
def get_twice():
    return jsonify(db.session.get(Author, 1).name, db.session.get(Author, 1).name)


@queries.get("/get-of-two")
def get_of_two():
    first, second = db.session.get(Author, 1), db.session.get(Author, 2)
    return jsonify(first.name, second.name)


@queries.get("/get-of-loaded-rows")
def get_of_loaded_rows():
    authors = Author.query.all()
    return jsonify(db.session.get(Author, 1).name, len(authors))


@queries.get("/get-by-its-own-key")
def get_by_its_own_key():
    author = Author.query.order_by(Author.name).first()
    return jsonify(db.session.get(Author, author.id).name)


@queries.get("/get-in-loop")
def get_in_loop():
    return jsonify([db.session.get(Author, book.author_id).name for book in Book.query.all()])


@queries.get("/first-by-key-twice")
def first_by_key_twice():
    first = Author.query.filter_by(id=1).first()
    return jsonify(first.name, Author.query.filter_by(id=1).first().name)


@queries.get("/or-404/<int:author_id>")
def or_404(author_id):
    author = db.get_or_404(Author, author_id)
    book = Book.query.filter_by(author_id=author.id).first_or_404()
    return jsonify(author.name, book.title)


@queries.get("/count")
def count():
    return jsonify(Book.query.count())


@queries.get("/count-of-column")
def count_of_column():
    return jsonify(db.session.query(func.count(Book.id)).scalar())


@queries.get("/count-by-loading")
def count_by_loading():
    return jsonify(len(Book.query.all()))


@queries.get("/exists")
def exists():
    return jsonify(db.session.query(Book.query.filter_by(year=1).exists()).scalar())


@queries.get("/truth-of-first")
def truth_of_first():
    return jsonify("some" if Book.query.first() else "none")


@queries.get("/slice")
def slice_of_query():
    return jsonify([book.author.name for book in Book.query.order_by(Book.id)[:5]])


@queries.get("/limit")
def limit():
    return jsonify([book.author.name for book in Book.query.order_by(Book.id).limit(15).all()])


@queries.get("/paginate")
def paginate():
    page = Book.query.order_by(Book.id).paginate(page=1, per_page=5, error_out=False)
    return jsonify([book.author.name for book in page.items])


@queries.get("/query-in-loop")
def query_in_loop():
    return jsonify([Book.query.filter_by(author_id=author.id).count() for author in Author.query.all()])


@queries.get("/query-run-twice")
def query_run_twice():
    books = Book.query.order_by(Book.title)
    return jsonify([book.title for book in books], [book.year for book in books])


@queries.get("/rows-gone-through-twice")
def rows_gone_through_twice():
    books = Book.query.order_by(Book.title).all()
    return jsonify([book.title for book in books], [book.year for book in books])


@queries.get("/any")
def with_any():
    return jsonify([author.name for author in Author.query.filter(Author.books.any()).all()])


@queries.get("/scalar-one")
def scalar_one():
    return jsonify(db.session.execute(select(Author).filter_by(id=1)).scalar_one().name)


@queries.get("/grouped")
def grouped():
    rows = db.session.query(Book.year, func.count(Book.id)).group_by(Book.year).all()
    return jsonify([[year, books] for year, books in rows])


@queries.get("/union-of-lists")
def union_of_lists():
    rows = Author.query.all() + Shelf.query.all()
    return jsonify([row.name for row in rows])


@queries.get("/autoflush")
def autoflush():
    db.session.add(Letter(text="new", author_id=1))
    letters = Letter.query.count()
    db.session.rollback()
    return jsonify(letters)


@queries.get("/add-and-commit")
def add_and_commit():
    db.session.add(Letter(text="new", author_id=1))
    db.session.commit()
    return jsonify("added")


@queries.get("/delete-by-query")
def delete_by_query():
    Letter.query.filter_by(author_id=1).delete()
    db.session.commit()
    return jsonify("deleted")


@queries.get("/delete-row")
def delete_row():
    db.session.delete(db.session.get(Letter, 1))
    db.session.commit()
    return jsonify("deleted")


@queries.get("/configured-page")
def configured_page():
    books = Book.query.limit(current_app.config.get("PAGE", 3)).all()
    return jsonify([book.author.name for book in books])
