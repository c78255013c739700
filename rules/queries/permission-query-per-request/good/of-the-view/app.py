from functools import wraps

from flask import Flask, abort, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/lab"
db = SQLAlchemy(app)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    room = db.Column(db.String(20), index=True)


def signed_in(f):
    @wraps(f)
    def checked(*args, **kwargs):
        if "name" not in session:
            abort(401)
        return f(*args, **kwargs)

    return checked


def first_two():
    return [Shelf.query.filter_by(room="a").first(), Shelf.query.filter_by(room="b").first(), Shelf.query.count()]


@app.get("/")
@signed_in
def home():
    return str(first_two())


@app.get("/shelves")
@signed_in
def shelves():
    return str(first_two())


@app.get("/rooms")
@signed_in
def rooms():
    return str(first_two())
