from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    harbour = db.Column(db.String(80), index=True)
    slug = db.Column(db.String(80), unique=True)
    sail = db.Column(db.String(20), index=True)
    afloat = db.Column(db.Boolean, default=True)


@app.post("/boats")
def add():
    db.session.add(Boat(slug="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def boats():
    term = request.args["q"]
    found = Boat.query.filter((Boat.slug == term) | (Boat.sail == term)).all()
    return jsonify([b.slug for b in found])
