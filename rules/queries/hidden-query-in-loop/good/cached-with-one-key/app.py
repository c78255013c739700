from flask import Flask, jsonify
from flask_caching import Cache
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)

cache = Cache(app)


class Setting(db.Model):
    name = db.Column(db.String(40), primary_key=True)
    value = db.Column(db.String(80))


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    length = db.Column(db.Integer)


@cache.memoize()
def setting(name):
    return Setting.query.filter_by(name=name).first().value


@app.get("/berths")
def berths():
    return jsonify([f"{berth.length} {setting('unit')}" for berth in Berth.query.limit(200)])
