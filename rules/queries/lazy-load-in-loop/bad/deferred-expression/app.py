from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Mapper, column_property

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/meetings"
db = SQLAlchemy(app)


class Meeting(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    room_id = db.Column(db.ForeignKey("room.id"), nullable=False, index=True)


class Room(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


@listens_for(Mapper, "after_configured", once=True)
def add_expressions():
    query = select(func.count(Meeting.id)).where(Meeting.room_id == Room.id).scalar_subquery()
    Room.meeting_count = column_property(query, deferred=True)


def serialize(room):
    return {"name": room.name, "meetings": room.meeting_count}  # expect: lazy-load-in-loop


@app.route("/rooms")
def rooms():
    return jsonify([serialize(room) for room in Room.query.limit(50)])
