from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Channel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))


@app.post("/channels")
def add():
    db.session.add(Channel(name=request.json["name"]))
    db.session.commit()
    return "", 201


@app.post("/subscribe")
def subscribe():
    available = Channel.query.all()
    chosen = []
    for name in request.json["names"]:
        matches = [channel for channel in available if channel.name == name]
        if not matches:
            return "", 400
        chosen.append(matches[0].id)
    return jsonify(chosen)
