from flask import Flask, jsonify
from flask_caching import Cache
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/regatta"
db = SQLAlchemy(app)

cache = Cache(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Finish(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    seconds = db.Column(db.Integer)
    boat_id = db.Column(db.ForeignKey("boat.id"), index=True)
    boat = db.relationship(Boat)


@cache.memoize(timeout=60)
def standings():
    finishes = Finish.query.order_by(Finish.seconds).limit(300).all()
    return [(finish.boat.name, finish.seconds) for finish in finishes]  # expect: lazy-load-in-loop


@app.get("/standings")
def show_standings():
    return jsonify(standings())
