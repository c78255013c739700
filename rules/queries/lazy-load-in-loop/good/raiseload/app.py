from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, raiseload

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
    author_id = db.Column(db.ForeignKey("author.id"), nullable=False, index=True)
    author = db.relationship("Author", back_populates="books")


@app.get("/books")
def list_books():
    books = Book.query.options(joinedload(Book.author), raiseload("*")).limit(50).all()
    return jsonify([[book.title, book.author.name] for book in books])


@app.get("/titles")
def titles():
    authors = Author.query.options(raiseload(Author.books)).limit(50)
    return jsonify([author.name for author in authors if not author.books])
