from datetime import datetime

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)

NEVER = datetime(1970, 1, 1)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    sunk_at = db.Column(db.DateTime, default=NEVER)


@app.post("/boats")
def add():
    db.session.add(Boat(name="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def afloat():
    # Nearly all of them are.
    return jsonify([boat.name for boat in Boat.query.filter_by(sunk_at=NEVER).limit(50)])
