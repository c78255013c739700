from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db = SQLAlchemy(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200))
    slug = db.Column(db.String(200))


@app.post("/books/<title>")
def add_book(title):
    db.session.add(Book(title=title))
    db.session.commit()
    return jsonify(title)


@app.cli.command("slugs")
def slugs():
    for book in Book.query.all():
        book.slug = book.title.lower().replace(" ", "-")
    db.session.commit()
