from collections import namedtuple
from dataclasses import dataclass

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

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


Stay = namedtuple("Stay", "berth nights")


@dataclass
class Call:
    berth: Berth
    cargo: str = ""


@app.get("/stays")
def stays():
    all_stays = [Stay(berth, 2) for berth in berths()]
    # expect: lazy-load-in-loop
    return jsonify([stay.berth.ship.name for stay in all_stays])


@app.get("/calls")
def calls():
    all_calls = [Call(berth) for berth in berths()]
    # expect: lazy-load-in-loop
    return jsonify([call.berth.ship.name for call in all_calls])
