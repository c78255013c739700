from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, or_

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
db = SQLAlchemy(app)


class Client(db.Model):
    __tablename__ = "clients"
    id = db.Column(db.Integer, primary_key=True)


class Order(db.Model):
    __tablename__ = "orders"
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(40))
    email = db.Column(db.String(200))
    is_paid = db.Column(db.Boolean)
    client_id = db.Column(db.ForeignKey(Client.id))  # expect: composite-index-missing
    created_at = db.Column(db.DateTime)


@app.get("/orders")
def show():
    orders = Order.query.filter_by(client_id=request.args["c"]).order_by(Order.created_at.desc()).limit(20).all()
    return jsonify([o.id for o in orders])


@app.post("/orders")
def add():
    db.session.add(Order(number=request.form["number"]))
    db.session.commit()
    return ""
