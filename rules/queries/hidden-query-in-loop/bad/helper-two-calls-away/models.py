from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Meter(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    place = db.Column(db.String(80))


class Reading(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    meter_id = db.Column(db.ForeignKey("meter.id"), index=True)
    value = db.Column(db.Float)
