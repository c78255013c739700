from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    trips = db.Column(db.Integer)


class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    skipper_id = db.Column(db.ForeignKey("skipper.id"), index=True)
    skipper = db.relationship(Skipper)


@app.route("/trips/<int:id>/count", methods=["POST"])
def count(id):
    trip = Trip.query.get_or_404(id)
    trip.skipper.trips = Trip.query.filter(Trip.skipper_id == trip.skipper.id).count()
    db.session.commit()
    return "counted"
