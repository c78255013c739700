from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/choir"
db = SQLAlchemy(app)


class Singer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Solo(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    piece = db.Column(db.String(80))
    singer_id = db.Column(db.ForeignKey("singer.id"), index=True)
    singer = db.relationship(Singer)


@app.get("/solos")
def solos():
    loaded = Solo.query.options(joinedload(Solo.singer).load_only(Singer.name)).limit(500)
    return jsonify([{"piece": solo.piece, "singer": solo.singer.name} for solo in loaded])
