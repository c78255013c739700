from functools import lru_cache

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
db = SQLAlchemy(app)


class Setting(db.Model):
    name = db.Column(db.String(40), primary_key=True)
    value = db.Column(db.String(80))


class Line(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    price = db.Column(db.Integer)


@lru_cache(maxsize=1)
def tax_rate():
    return float(db.session.get(Setting, "tax").value)


@app.get("/lines")
def lines():
    return jsonify([line.price * tax_rate() for line in Line.query.limit(100)])
