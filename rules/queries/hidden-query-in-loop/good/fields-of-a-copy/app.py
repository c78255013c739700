from copy import deepcopy

from flask import Flask
from flask_restful import Api, Resource, fields, marshal
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)
api = Api(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    trips = db.relationship("Trip", lazy="dynamic")


class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    boat_id = db.Column(db.ForeignKey("boat.id"), index=True)
    goal = db.Column(db.String(80))


brief = {"name": fields.String}
full = deepcopy(brief)
full["trips"] = fields.List(fields.Nested({"goal": fields.String}))


class Boats(Resource):
    def get(self):
        boats = Boat.query.order_by(Boat.name).all()
        return marshal(boats, brief)


api.add_resource(Boats, "/boats")
