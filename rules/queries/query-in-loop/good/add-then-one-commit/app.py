from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/warehouse"
db = SQLAlchemy(app)


class Stock(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    sku = db.Column(db.String(40), unique=True, nullable=False)
    amount = db.Column(db.Integer, nullable=False, default=0)


@app.post("/stock/import")
def import_stock():
    for line in request.json["lines"]:
        db.session.add(Stock(sku=line["sku"], amount=line["amount"]))
    db.session.commit()
    return jsonify(ok=True), 201
