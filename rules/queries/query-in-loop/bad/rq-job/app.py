from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from rq.decorators import job

app = Flask(__name__)
db = SQLAlchemy(app)


class Buoy(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Reading(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    buoy_id = db.Column(db.Integer, db.ForeignKey("buoy.id"), index=True)


@job("low", connection=None)
def summarise():
    return [Reading.query.filter_by(buoy_id=buoy.id).count() for buoy in Buoy.query.all()]  # expect: query-in-loop, unbounded-list-query
