from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, selectinload

app = Flask(__name__)
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    boats = db.relationship("Boat", back_populates="skipper", lazy="joined")


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    skipper_id = db.Column(db.ForeignKey("skipper.id"), index=True)
    skipper = db.relationship(Skipper, back_populates="boats")


def export():
    for skipper in Skipper.query.yield_per(100):  # expect: unused-eager-load
        print(skipper.name)


@app.route("/export")
def start():
    export()
    return "done"
