"""Relations: when reading one is a statement, and when it is not."""

from flask import Blueprint, jsonify, render_template
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, lazyload, load_only, selectinload, subqueryload, undefer

from .models import Album, Author, Book, Label, Shelf, Tag, db

loading = Blueprint("loading", __name__, url_prefix="/loading")


@loading.get("/to-one")
def to_one():
    return jsonify([book.author.name for book in Book.query.all()])


@loading.get("/to-one-twice")
def to_one_twice():
    books = Book.query.all()
    first = [book.author.name for book in books]
    return jsonify(first + [book.author.name for book in books])


@loading.get("/to-one-of-held-rows")
def to_one_of_held_rows():
    authors = Author.query.all()
    names = [book.author.name for book in Book.query.all()]
    return jsonify(names, len(authors))


@loading.get("/to-one-of-dropped-rows")
def to_one_of_dropped_rows():
    names = [author.name for author in Author.query.all()]
    return jsonify(names + [book.author.name for book in Book.query.all()])


@loading.get("/to-one-of-rows-in-a-dictionary")
def to_one_of_rows_in_a_dictionary():
    by_name = {}
    for author in Author.query.all():
        by_name[author.name] = author
    names = [book.author.name for book in Book.query.all()]
    return jsonify(names, len(by_name))


@loading.get("/joined")
def joined():
    return jsonify([book.author.name for book in Book.query.options(joinedload(Book.author)).all()])


@loading.get("/selectin")
def selectin():
    return jsonify([len(author.books) for author in Author.query.options(selectinload(Author.books)).all()])


@loading.get("/subquery")
def subquery():
    return jsonify([len(author.books) for author in Author.query.options(subqueryload(Author.books)).all()])


@loading.get("/nested-options")
def nested_options():
    shelves = Shelf.query.options(selectinload(Shelf.books).joinedload(Book.author)).all()
    return jsonify([[book.author.name for book in shelf.books] for shelf in shelves])


@loading.get("/join-is-no-eager-load")
def join_is_no_eager_load():
    return jsonify([book.author.name for book in Book.query.join(Book.author).order_by(Author.name).all()])


@loading.get("/contains-eager")
def with_contains_eager():
    books = Book.query.join(Book.author).options(contains_eager(Book.author)).all()
    return jsonify([book.author.name for book in books])


@loading.get("/collection")
def collection():
    return jsonify([len(author.books) for author in Author.query.all()])


@loading.get("/collection-in-property")
def collection_in_property():
    return jsonify([author.titles for author in Author.query.all()])


@loading.get("/back-reference")
def back_reference():
    return jsonify([[book.shelf.name for book in shelf.books] for shelf in Shelf.query.all()])


@loading.get("/nested")
def nested():
    return jsonify([[book.author.name for book in shelf.books] for shelf in Shelf.query.all()])


@loading.get("/many-to-many")
def many_to_many():
    return jsonify([[tag.word for tag in book.tags] for book in Book.query.all()])


@loading.get("/many-to-many-selectin")
def many_to_many_selectin():
    books = Book.query.options(selectinload(Book.tags)).all()
    return jsonify([[tag.word for tag in book.tags] for book in books])


@loading.get("/many-to-many-reversed")
def many_to_many_reversed():
    return jsonify([[book.title for book in tag.books] for tag in Tag.query.all()])


@loading.get("/dynamic-count")
def dynamic_count():
    return jsonify([author.letters.count() for author in Author.query.all()])


@loading.get("/dynamic-rows")
def dynamic_rows():
    return jsonify([[letter.text for letter in author.letters] for author in Author.query.all()])


@loading.get("/mapped-eager")
def mapped_eager():
    return jsonify([[album.cover.colour, len(album.tracks), len(album.prizes)] for album in Album.query.all()])


@loading.get("/mapped-eager-put-off")
def mapped_eager_put_off():
    albums = Album.query.options(lazyload(Album.tracks), lazyload(Album.prizes)).all()
    return jsonify([len(album.tracks) for album in albums])


@loading.get("/mapped-eager-below-a-lazy-load")
def mapped_eager_below_a_lazy_load():
    return jsonify([[album.title for album in label.albums] for label in Label.query.all()])


@loading.get("/mapped-eager-below-an-option")
def mapped_eager_below_an_option():
    labels = Label.query.options(selectinload(Label.albums)).all()
    return jsonify([[len(album.tracks) for album in label.albums] for label in labels])


@loading.get("/mapped-eager-of-one")
def mapped_eager_of_one():
    return jsonify(len(db.session.get(Album, 1).tracks))


@loading.get("/deferred-column")
def deferred_column():
    return jsonify([book.text for book in Book.query.all()])


@loading.get("/undeferred-column")
def undeferred_column():
    return jsonify([book.text for book in Book.query.options(undefer(Book.text)).all()])


@loading.get("/load-only")
def with_load_only():
    return jsonify([book.title for book in Book.query.options(load_only(Book.title)).all()])


@loading.get("/load-only-misses-one")
def load_only_misses_one():
    return jsonify([book.year for book in Book.query.options(load_only(Book.title)).all()])


@loading.get("/columns-only")
def columns_only():
    return jsonify([title for (title,) in db.session.query(Book.title).all()])


@loading.get("/select-style")
def select_style():
    return jsonify([book.author.name for book in db.session.execute(select(Book)).scalars()])


@loading.get("/select-style-joined")
def select_style_joined():
    books = db.session.execute(select(Book).options(joinedload(Book.author))).scalars().all()
    return jsonify([book.author.name for book in books])


@loading.get("/page")
def page():
    return render_template("books.html", books=Book.query.order_by(Book.title).all())


@loading.get("/page-of-one/<int:author_id>")
def page_of_one(author_id):
    return render_template("author.html", author=db.get_or_404(Author, author_id))


@loading.get("/after-commit")
def after_commit():
    authors = Author.query.all()
    db.session.commit()
    return jsonify([author.name for author in authors])


@loading.get("/one-after-commit")
def one_after_commit():
    author = Author.query.first()
    db.session.commit()
    return jsonify(author.name)
