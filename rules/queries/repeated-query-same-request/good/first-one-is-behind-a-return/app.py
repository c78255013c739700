from flask import Flask, jsonify
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


def amount(code):
    if code.islower():
        return 0
    return Rate.query.filter_by(code=code).count()


@app.get("/rates/<code>")
def rate(code):
    return jsonify([amount(code), Rate.query.filter_by(code=code).count()])
