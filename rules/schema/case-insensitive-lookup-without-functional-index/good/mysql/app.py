from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, or_

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "mysql://localhost/shop"
db = SQLAlchemy(app)


class Order(db.Model):
    __tablename__ = "orders"
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(40))
    email = db.Column(db.String(200))
    is_paid = db.Column(db.Boolean)
    client_id = db.Column(db.Integer)
    created_at = db.Column(db.DateTime)


@app.get("/orders")
def show():
    order = Order.query.filter(func.lower(Order.email) == request.args["email"].lower()).first()
    return jsonify(order.id)


@app.post("/orders")
def add():
    db.session.add(Order(number=request.form["number"]))
    db.session.commit()
    return ""
