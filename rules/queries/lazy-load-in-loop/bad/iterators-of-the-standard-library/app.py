from itertools import chain, islice, zip_longest

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from more_itertools import chunked
from tqdm import tqdm

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Ship(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(8), nullable=False)
    ship_id = db.Column(db.ForeignKey("ship.id"), nullable=False, index=True)
    ship = db.relationship("Ship")

    def label(self):
        return f"{self.pier}: {self.ship.name}"


def berths():
    return Berth.query.order_by(Berth.pier).limit(500).all()


@app.get("/alongside")
def alongside():
    pairs = zip_longest(berths(), range(3))
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for berth, number in pairs])


@app.get("/first")
def first():
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for berth in islice(berths(), 100)])


@app.get("/chained")
def chained():
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for berth in chain.from_iterable([berths()])])


@app.get("/shown")
def shown():
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for berth in tqdm(berths())])


@app.get("/parts")
def parts():
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for part in chunked(berths(), 20) for berth in part])


def handed_on():
    yield from berths()


@app.get("/handed-on")
def listed():
    # expect: lazy-load-in-loop
    return jsonify([berth.ship.name for berth in handed_on()])
