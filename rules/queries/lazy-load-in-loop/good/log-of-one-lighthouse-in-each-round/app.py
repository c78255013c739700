from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/lighthouses"
db = SQLAlchemy(app)


class Keeper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Lighthouse(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    keeper_id = db.Column(db.ForeignKey("keeper.id"), index=True)
    keeper = db.relationship(Keeper)


class Outage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    day = db.Column(db.Integer, index=True)
    lighthouse_id = db.Column(db.ForeignKey("lighthouse.id"), index=True)
    lighthouse = db.relationship(Lighthouse)


@app.get("/lighthouses/<int:lighthouse_id>/outages")
def outages(lighthouse_id):
    names = []
    for day in request.args.getlist("day"):
        outage = Outage.query.filter_by(lighthouse_id=lighthouse_id, day=day).first()
        # All of them are of one lighthouse, and it has one keeper.
        names.append(outage.lighthouse.keeper.name)
    return jsonify(names)
