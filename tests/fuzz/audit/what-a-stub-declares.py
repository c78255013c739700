from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    house_id = db.Column(db.ForeignKey("house.id"))
    house = db.relationship("House")


class House(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.route("/")
def index():
    return "".join(owner.house.id for owner in Owner.query.all())
