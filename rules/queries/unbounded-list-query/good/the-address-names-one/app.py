from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    text = db.Column(db.Text)


def boats_of(boat_id=None):
    if not boat_id:
        return Boat.query.all()
    return [db.session.get(Boat, boat_id)]


@app.post("/boats")
def create_boat():
    db.session.add(Boat(name=request.json["name"]))
    db.session.commit()
    return "", 201


# An address without the id is none of this rule, so that all boats are never read.
@app.get("/boats/<uuid:boat_id>")
def show_boat(boat_id):
    return jsonify([boat.text for boat in boats_of(boat_id)])
