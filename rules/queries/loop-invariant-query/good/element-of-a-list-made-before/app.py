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


@app.get("/orders")
def orders():
    found = [{"state": o.state, "count": 0} for o in Order.query.limit(50).all()]
    for entry in found:
        entry["count"] = Rate.query.filter_by(code=entry["state"]).count()
    return jsonify(found)
