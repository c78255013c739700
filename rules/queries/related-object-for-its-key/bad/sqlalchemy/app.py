from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    skipper_id = db.Column(db.ForeignKey("skipper.id"), index=True)
    skipper = db.relationship(Skipper)


@app.route("/boats")
def boats():
    found = Boat.query.order_by(Boat.name).limit(500)
    return jsonify([{"name": b.name, "skipper": b.skipper.id if b.skipper else None} for b in found])  # expect: related-object-for-its-key
