from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/warehouse"
db = SQLAlchemy(app)


class Stock(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Integer, nullable=False, default=0)


@app.post("/stock/lookup")
def lookup():
    ids = request.json["ids"]
    amounts = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for item in Stock.query.filter(Stock.id.in_(part)):
            amounts[item.id] = item.amount
    return jsonify(amounts)
