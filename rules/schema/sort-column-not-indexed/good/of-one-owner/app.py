from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    added = db.Column(db.DateTime)
    owner = db.Column(db.String(20), index=True)
    name = db.Column(db.String(80))
    afloat = db.Column(db.Boolean, default=True)


@app.post("/boats")
def add():
    db.session.add(Boat(name="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def newest():
    return jsonify([boat.name for boat in Boat.query.filter_by(owner="me").order_by(Boat.added.desc()).limit(20)])
