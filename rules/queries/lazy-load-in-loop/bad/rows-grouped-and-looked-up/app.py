from collections import defaultdict

from flask import Flask, jsonify, request
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


@app.get("/piers")
def piers():
    by_pier = defaultdict(list)
    for berth in berths():
        by_pier[berth.pier].append(berth)
    # expect: lazy-load-in-loop
    return jsonify({pier: [berth.ship.name for berth in group] for pier, group in by_pier.items()})


@app.post("/chosen")
def chosen():
    by_id = {berth.id: berth for berth in berths()}
    names = []
    for wanted in request.json["berths"]:
        berth = by_id.get(wanted)
        if berth is not None:
            names.append(berth.ship.name)  # expect: lazy-load-in-loop
    return jsonify(names)
