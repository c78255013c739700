import inspect
from functools import wraps

from flask import Blueprint, Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/library"
db = SQLAlchemy(app)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Volume(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    shelf_id = db.Column(db.ForeignKey("shelf.id"), nullable=False, index=True)
    shelf = db.relationship(Shelf)


def hashable(value):
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return frozenset((k, hashable(v)) for k, v in value.items())
    if hasattr(value, "identity"):
        return value.identity()
    return value


def memoize(f):
    known = {}

    @wraps(f)
    def memoised(*args, **kwargs):
        key = (hashable(args), hashable(kwargs))
        if key not in known:
            known[key] = f(*args, **kwargs)
        return known[key]

    return memoised


@memoize
def view_of(handler):
    if not inspect.isclass(handler):
        return handler

    def view(**kwargs):
        return handler().serve()

    return view


class HandlerBlueprint(Blueprint):
    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        super().add_url_rule(rule, endpoint, view_of(view_func), **options)


class Handler:
    def serve(self):
        answer = self.check()
        if isinstance(answer, (app.response_class, str)):
            return answer
        return self.answer()

    def check(self):
        return None


class Shelves(Handler):
    def answer(self):
        return jsonify([shelf.name for shelf in Shelf.query.limit(50)])


class Volumes(Handler):
    def answer(self):
        return jsonify([volume.shelf.name for volume in Volume.query.limit(50)])  # expect: lazy-load-in-loop


blueprint = HandlerBlueprint("library", __name__)
blueprint.add_url_rule("/shelves", "shelves", Shelves)
blueprint.add_url_rule("/volumes", "volumes", Volumes)
app.register_blueprint(blueprint)
