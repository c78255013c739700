from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Quay(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    added_at = db.Column(db.DateTime)


class Quays:
    _names = None

    @property
    def names(self):
        if not self._names:
            self._names = {quay.id: quay.name for quay in Quay.query.all()}  # expect: unbounded-list-query
        return self._names


class Board:
    def __init__(self):
        self.quays = Quays()

    def show(self):
        return self.quays.names


@app.post("/quays")
def add_quay():
    db.session.add(Quay(name=request.json["name"]))
    db.session.commit()
    return "", 201


# Each request makes a board of its own.
@app.get("/board")
def board():
    return jsonify(Board().show())
