from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
db = SQLAlchemy(app)


class City(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Customer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    city_id = db.Column(db.ForeignKey("city.id"), index=True)
    city = db.relationship("City")


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    customer_id = db.Column(db.ForeignKey("customer.id"), index=True)
    customer = db.relationship("Customer", backref="orders")


@app.get("/orders/cities")
def cities():
    orders = Order.query.options(joinedload(Order.customer)).limit(100).all()
    names = set()
    for order in orders:
        names.add(order.customer.city.name)  # expect: lazy-load-in-loop
    return jsonify(sorted(names))
