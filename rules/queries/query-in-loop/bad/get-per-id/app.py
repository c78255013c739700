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
    found = []
    for stock_id in request.json["ids"]:
        stock = db.session.get(Stock, stock_id)  # expect: query-in-loop
        if stock:
            found.append(stock.amount)
    return jsonify(found)
