from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/warehouse"
db = SQLAlchemy(app)


class Stock(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Integer, nullable=False, default=0)


@app.post("/stock/recount")
def recount():
    last_id = 0
    total = 0
    while True:
        batch = Stock.query.filter(Stock.id > last_id).order_by(Stock.id).limit(500).all()
        if not batch:
            break
        total += sum(item.amount for item in batch)
        last_id = batch[-1].id
    return jsonify(total=total)
