from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/warehouse"
db = SQLAlchemy(app)


class Stock(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Integer, nullable=False, default=0)


@app.post("/stock/by-sku")
def by_sku():
    skus = request.json["skus"]
    rows = {sku: Stock.query.filter_by(sku=sku).first() for sku in skus}  # expect: query-in-loop
    return jsonify({sku: row.amount for sku, row in rows.items() if row})
