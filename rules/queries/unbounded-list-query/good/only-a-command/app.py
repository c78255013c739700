import click
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db = SQLAlchemy(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200))


@app.post("/books")
def add():
    db.session.add(Book(title=request.form["title"]))
    db.session.commit()
    return jsonify(ok=True)


@app.cli.command("export-titles")
def export_titles():
    for book in Book.query.all():
        click.echo(book.title)
