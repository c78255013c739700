from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/journal"
db = SQLAlchemy(app)


class Event(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    kind = db.Column(db.String(20), index=True)
    key = db.Column(db.String(40), unique=True)
    text = db.Column(db.Text)


@app.post("/events")
def create_event():
    db.session.add(Event(kind=request.json["kind"], text=request.json["text"]))
    db.session.commit()
    return "", 201


@app.get("/events/summary")
def summary():
    newest = db.session.scalar(db.select(db.func.max(Event.id)))
    alarms = Event.query.filter_by(kind="alarm").count()
    any_alarm = db.session.query(Event.query.filter_by(kind="alarm").exists()).scalar()
    return jsonify(newest=newest, alarms=alarms, any_alarm=any_alarm)
