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


@app.post("/rates/<code>")
def rate(code):
    before = Rate.query.filter_by(code=code).count()
    db.session.add(Rate(code=code, value=1))
    db.session.commit()
    after = Rate.query.filter_by(code=code).count()
    return jsonify([before, after])
