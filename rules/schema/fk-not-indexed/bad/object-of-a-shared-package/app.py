from flask import Flask
from warehouse_commons.db import db
from warehouse_commons.models import Dated

app = Flask(__name__)


class Hall(Dated, db.Model):
    __tablename__ = "hall"
    id = db.Column(db.Integer, primary_key=True)


class Shelf(Dated, db.Model):
    __tablename__ = "shelf"
    id = db.Column(db.Integer, primary_key=True)
    hall_id = db.Column(None, db.ForeignKey("hall.id"), nullable=False)  # expect: fk-not-indexed
