from cachetools import TTLCache, cached
from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Tariff(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    rate = db.Column(db.Integer)


class Pier(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    length = db.Column(db.Integer)


@cached(cache=TTLCache(maxsize=1, ttl=3600))
def current_rate():
    return db.session.scalar(db.select(Tariff.rate).order_by(Tariff.id.desc()).limit(1))


@app.get("/piers")
def piers():
    return jsonify([pier.length * current_rate() for pier in Pier.query.limit(200).all()])
