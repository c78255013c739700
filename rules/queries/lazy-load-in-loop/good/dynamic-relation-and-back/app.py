from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/news"
db = SQLAlchemy(app)


class Channel(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    items = db.relationship("Item", lazy="dynamic", back_populates="channel")


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    channel_id = db.Column(db.ForeignKey("channel.id"), index=True)
    channel = db.relationship("Channel", back_populates="items")


@app.get("/channels/<name>")
def titles(name):
    channel = Channel.query.filter_by(name=name).first_or_404()
    # All of them came from the channel that is held.
    items = channel.items.order_by(Item.title).limit(50).all()
    return jsonify([item.channel.name + ": " + item.title for item in items], channel.name)
