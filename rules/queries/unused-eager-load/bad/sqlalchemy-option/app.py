from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, selectinload

app = Flask(__name__)
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    boats = db.relationship("Boat", back_populates="skipper")


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    skipper_id = db.Column(db.ForeignKey("skipper.id"), index=True)
    skipper = db.relationship(Skipper, back_populates="boats")


@app.route("/skippers")
def skippers():
    found = Skipper.query.options(selectinload(Skipper.boats)).limit(50)  # expect: unused-eager-load
    return jsonify([s.name for s in found])
