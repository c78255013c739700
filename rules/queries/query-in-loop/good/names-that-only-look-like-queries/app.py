import requests
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/prices"
db = SQLAlchemy(app)


class Basket:
    def __init__(self, lines):
        self.lines = lines

    def all(self):
        return list(self.lines)

    def filter_by(self, sku):
        return Basket(line for line in self.lines if line["sku"] == sku)


@app.post("/basket")
def basket():
    wanted = Basket(request.json["lines"])
    prices = {"bolt": 2, "nut": 1}
    total = 0
    for sku in request.json["skus"]:
        total += prices.get(sku, 0) * len(wanted.filter_by(sku=sku).all())
        requests.get(f"https://prices.example.org/{sku}", timeout=5)
    return jsonify(total=total)
