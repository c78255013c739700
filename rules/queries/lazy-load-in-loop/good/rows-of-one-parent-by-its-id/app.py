from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/lighthouses"
db = SQLAlchemy(app)


class Lighthouse(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Outage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    minutes = db.Column(db.Integer)
    lighthouse_id = db.Column(db.ForeignKey("lighthouse.id"), index=True)
    lighthouse = db.relationship(Lighthouse)


@app.get("/lighthouses/<int:lighthouse_id>/outages")
def outages(lighthouse_id):
    found = Outage.query.filter_by(lighthouse_id=lighthouse_id).all()
    return jsonify([{"name": outage.lighthouse.name, "minutes": outage.minutes} for outage in found])
