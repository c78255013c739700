from flask import Flask, jsonify

from models import Book, db
from queries import with_author

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db.init_app(app)


@app.get("/books")
def list_books():
    books = with_author(Book.query.order_by(Book.title)).limit(50).all()
    return jsonify([[book.title, book.author.name] for book in books])
