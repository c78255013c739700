from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    harbour = db.Column(db.String(80), index=True)
    slug = db.Column(db.String(80), index=True)  # expect: lookup-key-not-unique
    sail = db.Column(db.String(20))
    afloat = db.Column(db.Boolean, default=True)


@app.post("/boats")
def add():
    db.session.add(Boat(slug="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def boats():
    boat = Boat.query.filter_by(slug=request.args["s"]).first_or_404()
    return jsonify(boat.sail)
