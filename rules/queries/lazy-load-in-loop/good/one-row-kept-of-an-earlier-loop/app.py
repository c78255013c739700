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


@app.get("/free")
def free():
    # One row, whatever stands around it: its ship is loaded once.
    first = berths()[0]
    names = []
    for pier in ("north", "south", "west"):
        names.append(f"{pier} {first.ship.name}")
    return jsonify(names)


@app.get("/settings")
def settings():
    kept = {"main": Berth.query.first()}
    names = []
    for part in range(200):
        names.append(kept["main"].ship.name)
    return jsonify(names)
