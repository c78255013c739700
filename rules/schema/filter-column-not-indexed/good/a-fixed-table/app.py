from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    token = db.Column(db.String(64))
    name = db.Column(db.String(80))
    afloat = db.Column(db.Boolean, default=True)


@app.get("/boats/<token>")
def show(token):
    boat = Boat.query.filter_by(token=token).first_or_404()
    return jsonify(boat.name)
