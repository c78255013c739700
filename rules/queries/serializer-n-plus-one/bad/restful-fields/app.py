from flask import Flask
from flask_restful import Api, Resource, fields, marshal_with
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)
api = Api(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    owner_id = db.Column(db.ForeignKey("owner.id"), index=True)
    owner = db.relationship(Owner)


boat_fields = {
    "name": fields.String,
    "owner": fields.Nested({"name": fields.String()}),
}


class Boats(Resource):
    @marshal_with(boat_fields)
    def get(self):
        return Boat.query.order_by(Boat.name).all()  # expect: serializer-n-plus-one


api.add_resource(Boats, "/boats")
