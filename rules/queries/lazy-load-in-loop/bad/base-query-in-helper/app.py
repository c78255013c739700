from flask import Flask, jsonify

from models import db
from queries import newest_books

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db.init_app(app)


@app.get("/new")
def new_books():
    rows = []
    for book in newest_books().limit(25):
        rows.append([book.title, book.author.name])  # expect: lazy-load-in-loop
    return jsonify(rows)
