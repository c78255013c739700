from flask import Flask, Response
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema
from marshmallow.fields import Int, List, Nested, String

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40), nullable=False)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)
    berth_id = db.Column(db.ForeignKey("berth.id"), nullable=False, index=True)
    berth = db.relationship("Berth")


class BerthSchema(Schema):
    name = String()


class BoatSchema(Schema):
    name = String()
    berth = Nested(BerthSchema)


class PageSchema(Schema):
    boats = List(Nested(BoatSchema))
    total = Int()


@app.get("/boats")
def boats():
    rows = Boat.query.order_by(Boat.id).limit(100).all()  # expect: serializer-n-plus-one
    return Response(PageSchema().dumps({"boats": rows, "total": len(rows)}), mimetype="application/json")
