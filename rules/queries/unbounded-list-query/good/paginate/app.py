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


@app.get("/events")
def list_events():
    page = db.paginate(db.select(Event).order_by(Event.id.desc()), per_page=20, max_per_page=100)
    return jsonify([event.text for event in page.items])


@app.get("/events/old")
def old_events():
    page = Event.query.order_by(Event.id).paginate(per_page=20, max_per_page=100)
    return jsonify([event.text for event in page.items])
