from celery import shared_task
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Ship(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    ship_id = db.Column(db.ForeignKey("ship.id"), nullable=False, index=True)
    ship = db.relationship("Ship")


def unchanged(rows):
    return rows


@shared_task
def index_berths(wrapper=unchanged):
    texts = []
    for berth in wrapper(Berth.query.all()):
        texts.append(berth.ship.name)  # expect: lazy-load-in-loop
    return texts
