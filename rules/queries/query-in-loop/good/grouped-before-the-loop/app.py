from flask import Flask, jsonify
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
    author_id = db.Column(db.ForeignKey("author.id"), nullable=False, index=True)
    author = db.relationship("Author", back_populates="books")


@app.get("/authors")
def authors():
    authors = Author.query.order_by(Author.name).limit(50).all()
    counted = (
        db.session.query(Book.author_id, db.func.count(Book.id))
        .filter(Book.author_id.in_([author.id for author in authors]))
        .group_by(Book.author_id)
    )
    written = dict(counted.all())
    rows = []
    for author in authors:
        rows.append({"name": author.name, "books": written.get(author.id, 0)})
    return jsonify(rows)
