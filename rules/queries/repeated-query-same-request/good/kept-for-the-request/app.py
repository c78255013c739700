from flask import Flask, g, jsonify
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


def rates():
    if "rates" not in g:
        g.rates = Rate.query.filter(Rate.value > 0).all()
    return g.rates


@app.get("/rates")
def index():
    return jsonify([len(rates()), [r.code for r in rates()]])
