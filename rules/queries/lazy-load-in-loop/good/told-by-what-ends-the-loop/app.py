from flask import Flask, abort, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db = SQLAlchemy(app)


class Author(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    books = db.relationship("Book", back_populates="author")


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    file = db.Column(db.String(120))
    author_id = db.Column(db.ForeignKey("author.id"), nullable=False, index=True)
    author = db.relationship("Author", back_populates="books")


def file_of(book):
    if not book.file:
        raise LookupError(f"{book.title} by {book.author.name} has no file")
    return book.file


# What is raised leaves the loop: the author of one book is loaded, however many there are.
@app.get("/files")
def files():
    try:
        return jsonify([file_of(book) for book in Book.query.order_by(Book.id).limit(10)])
    except LookupError:
        abort(404)
