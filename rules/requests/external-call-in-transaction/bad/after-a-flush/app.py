import requests
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(20))


def notify(order):
    requests.post("https://pay.example.org/charges", json={"order": order.id}, timeout=5)  # expect: external-call-in-transaction


@app.post("/orders")
def create():
    order = Order(state="new")
    db.session.add(order)
    db.session.flush()
    notify(order)
    db.session.commit()
    return "", 201
