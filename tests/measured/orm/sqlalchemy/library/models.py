from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import deferred

db = SQLAlchemy()

book_tags = db.Table(
    "book_tags",
    db.Column("book_id", db.ForeignKey("book.id"), primary_key=True),
    db.Column("tag_id", db.ForeignKey("tag.id"), primary_key=True),
)


class Author(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    books = db.relationship("Book", back_populates="author")
    letters = db.relationship("Letter", lazy="dynamic", backref="author")

    @property
    def titles(self):
        return [book.title for book in self.books]


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    books = db.relationship("Book", back_populates="shelf")


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50))
    year = db.Column(db.Integer)
    text = deferred(db.Column(db.Text))
    author_id = db.Column(db.ForeignKey("author.id"))
    shelf_id = db.Column(db.ForeignKey("shelf.id"))
    author = db.relationship("Author", back_populates="books")
    shelf = db.relationship("Shelf", back_populates="books")
    tags = db.relationship("Tag", secondary=book_tags, backref="books")


class Letter(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.Text)
    author_id = db.Column(db.ForeignKey("author.id"))


class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    word = db.Column(db.String(50))


class Label(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    albums = db.relationship("Album", back_populates="label")


class Album(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50))
    label_id = db.Column(db.ForeignKey("label.id"))
    label = db.relationship("Label", back_populates="albums")
    tracks = db.relationship("Track", lazy="selectin")
    prizes = db.relationship("Prize", lazy="subquery")
    cover = db.relationship("Cover", lazy="joined", uselist=False)


class Track(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(50))
    album_id = db.Column(db.ForeignKey("album.id"))


class Prize(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))
    album_id = db.Column(db.ForeignKey("album.id"))


class Cover(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    colour = db.Column(db.String(50))
    album_id = db.Column(db.ForeignKey("album.id"))
