from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload, selectinload

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


@app.get("/orders")
def list_orders():
    statement = db.select(Order).options(joinedload(Order.customer).options(joinedload(Customer.city))).limit(100)
    return jsonify([order.customer.city.name for order in db.session.scalars(statement)])


@app.get("/customers")
def list_customers():
    customers = Customer.query.options(selectinload(Customer.orders), joinedload(Customer.city)).limit(20).all()
    return jsonify({customer.city.name: len(customer.orders) for customer in customers})
