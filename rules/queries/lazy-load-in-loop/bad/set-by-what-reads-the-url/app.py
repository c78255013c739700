from flask import Blueprint, Flask, abort, g, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/club"
db = SQLAlchemy(app)
clubs = Blueprint("clubs", __name__)


class Club(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    members = db.relationship("Member", back_populates="club")


class Person(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    club_id = db.Column(db.ForeignKey("club.id"), nullable=False, index=True)
    person_id = db.Column(db.ForeignKey("person.id"), nullable=False, index=True)
    club = db.relationship(Club, back_populates="members")
    person = db.relationship(Person)


@clubs.url_value_preprocessor
def load_club(endpoint, values):
    g.club = Club.query.get(values.pop("club_id", None)) or abort(404)


@clubs.route("/<int:club_id>/members")
def members():
    return jsonify([member.person.name for member in g.club.members])  # expect: lazy-load-in-loop


app.register_blueprint(clubs)
