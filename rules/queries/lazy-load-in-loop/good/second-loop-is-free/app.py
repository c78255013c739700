from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import selectinload

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


@app.get("/authors")
def authors():
    rows = Author.query.options(selectinload(Author.books)).limit(30).all()
    longest = max((len(author.books) for author in rows), default=0)
    titles = {author.name: [book.title for book in author.books] for author in rows}
    return jsonify(longest=longest, titles=titles)
