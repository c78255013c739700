from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/fleet"
db = SQLAlchemy(app)


class Depot(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Truck(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    plate = db.Column(db.String(12))
    depot_id = db.Column(db.ForeignKey("depot.id"), index=True)
    depot = db.relationship("Depot", lazy="joined", backref=db.backref("trucks", lazy="selectin"))


@app.get("/trucks")
def trucks():
    return jsonify([[truck.plate, truck.depot.name] for truck in Truck.query.limit(200)])


@app.get("/depots")
def depots():
    return jsonify({depot.name: len(depot.trucks) for depot in Depot.query.limit(20)})
