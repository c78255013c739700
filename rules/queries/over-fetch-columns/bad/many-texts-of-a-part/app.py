from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/probes"
db = SQLAlchemy(app)


class Probe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    station_id = db.Column(db.Integer, index=True)
    load = db.Column(db.Float)
    headers = db.Column(db.Text)
    environment = db.Column(db.Text)
    memory = db.Column(db.Text)
    url = db.Column(db.String(2000))
    seen = db.Column(db.DateTime)


@app.get("/stations/<int:station>/loads")
def loads(station):
    probes = Probe.query.filter(Probe.station_id == station).all()  # expect: over-fetch-columns
    return jsonify([probe.load for probe in probes])
