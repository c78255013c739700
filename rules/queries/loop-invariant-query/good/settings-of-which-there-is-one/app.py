"""Comics, with settings that one object reads once."""

from functools import lru_cache

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Option(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.Text)
    value = db.Column(db.Text)


class Comic(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.Text)


class Single(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Settings(metaclass=Single):
    @lru_cache(1)
    def all(self):
        return {option.name: option.value for option in Option.query.all()}


def shown(title):
    return Settings().all().get("upper") and title.upper()


@app.route("/comics")
def comics():
    return jsonify([shown(comic.title) for comic in Comic.query.limit(100)])
