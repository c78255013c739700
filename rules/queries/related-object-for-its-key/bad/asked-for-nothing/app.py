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
    free = []
    for boat in Boat.query.order_by(Boat.name).limit(500):
        if boat.skipper is None:  # expect: related-object-for-its-key
            free.append(boat.name)
    return jsonify(free)
