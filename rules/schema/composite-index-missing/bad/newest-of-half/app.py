from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    sail = db.Column(db.String(20))
    afloat = db.Column(db.Boolean, default=True)  # expect: composite-index-missing
    built_at = db.Column(db.DateTime)


@app.post("/boats")
def add():
    db.session.add(Boat(name="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def boats():
    found = Boat.query.filter_by(afloat=True).order_by(Boat.built_at.desc()).limit(20).all()
    return jsonify([b.name for b in found])
