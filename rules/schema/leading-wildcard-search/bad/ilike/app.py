from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    afloat = db.Column(db.Boolean, default=True)


@app.post("/boats")
def add():
    db.session.add(Boat(name="new"))
    db.session.commit()
    return "", 201


@app.get("/search")
def search():
    word = request.args["q"]
    boats = Boat.query.filter(Boat.name.ilike(f"%{word}%")).limit(20).all()  # expect: leading-wildcard-search
    return jsonify([boat.name for boat in boats])
