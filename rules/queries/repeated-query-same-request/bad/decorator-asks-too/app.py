import functools

from flask import Flask, abort, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/orders"
db = SQLAlchemy(app)


class Rate(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(3), nullable=False)
    value = db.Column(db.Numeric, nullable=False)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(10), nullable=False)
    amount = db.Column(db.Numeric, nullable=False)


def known(view):
    @functools.wraps(view)
    def checked(code):
        if db.session.scalar(select(Rate).where(Rate.code == code)) is None:
            abort(404)
        return view(code)

    return checked


@app.get("/rates/<code>")
@known
def rate(code):
    found = db.session.scalar(select(Rate).where(Rate.code == code))  # expect: repeated-query-same-request
    return jsonify(str(found.value))
