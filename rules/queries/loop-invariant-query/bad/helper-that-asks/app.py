from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/orders"
db = SQLAlchemy(app)


class Rate(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(3), nullable=False)
    value = db.Column(db.Numeric, nullable=False)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(10), nullable=False)
    amount = db.Column(db.Numeric, nullable=False)


def open_codes():
    return {rate.code for rate in Rate.query.filter(Rate.value > 0).all()}


@app.get("/orders")
def orders():
    found = Order.query.filter_by(state="open").limit(200).all()
    return jsonify([order.id for order in found if order.state in open_codes()])  # expect: loop-invariant-query
