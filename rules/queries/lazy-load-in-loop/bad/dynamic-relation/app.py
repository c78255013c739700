from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/news"
db = SQLAlchemy(app)


class Channel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    items = db.relationship("Item", lazy="dynamic")


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    channel_id = db.Column(db.ForeignKey("channel.id"), index=True)


@app.get("/channels")
def channels():
    sizes = {}
    for channel in Channel.query.limit(40).all():
        sizes[channel.name] = channel.items.count()  # expect: lazy-load-in-loop
    return jsonify(sizes)
