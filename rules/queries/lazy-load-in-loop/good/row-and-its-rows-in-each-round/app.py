from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Crate(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    bottles = db.relationship("Bottle", back_populates="crate")


class Bottle(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    crate_id = db.Column(db.Integer, db.ForeignKey("crate.id"), index=True)
    crate = db.relationship("Crate", back_populates="bottles")


@app.route("/count")
def count():
    # The query stands in the loop: bottles that come with it are a statement more in each round, too.
    found = []
    for name in request.args.getlist("name"):
        crate = Crate.query.filter_by(name=name).first()
        found.append(len(crate.bottles))
    return jsonify(found)
