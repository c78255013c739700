from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

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


@app.get("/orders/<int:order_id>/labels")
def labels(order_id):
    order = db.get_or_404(Order, order_id)
    copies = []
    for number in range(1, 21):
        copies.append(f"{number}: {order.customer.city.name}")
    return jsonify(copies)
