from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, selectinload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Pier(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40), nullable=False)
    berths = db.relationship("Berth", back_populates="pier", lazy="joined")
    lamps = db.relationship("Lamp", lazy="joined")  # expect: cartesian-eager-load


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier_id = db.Column(db.ForeignKey("pier.id"), nullable=False, index=True)
    pier = db.relationship("Pier", back_populates="berths")
    boats = db.relationship("Boat")


class Lamp(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier_id = db.Column(db.ForeignKey("pier.id"), nullable=False, index=True)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    berth_id = db.Column(db.ForeignKey("berth.id"), nullable=False, index=True)


@app.get("/piers")
def piers():
    return jsonify([[p.name, len(p.berths)] for p in Pier.query.limit(20).all()])


@app.get("/names")
def names():
    return jsonify([p.name for p in Pier.query.limit(20).all()])
