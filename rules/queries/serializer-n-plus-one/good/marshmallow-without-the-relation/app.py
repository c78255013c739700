from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields

app = Flask(__name__)
db = SQLAlchemy(app)


class Skipper(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))


class Voyage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    skipper_id = db.Column(db.Integer, db.ForeignKey("skipper.id"), index=True)
    skipper = db.relationship("Skipper")


class SkipperSchema(Schema):
    name = fields.String()


class VoyageSchema(Schema):
    id = fields.Integer()
    skipper = fields.Nested(SkipperSchema)


@app.route("/voyages")
def voyages():
    found = Voyage.query.limit(20).all()
    return jsonify(VoyageSchema(many=True, only=("id",)).dump(found))
