from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/sales"
db = SQLAlchemy(app)


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(12), index=True)


@app.get("/invoices/summary")
def summary():
    counts = {}
    for state in ("draft", "sent", "paid"):
        counts[state] = Invoice.query.filter_by(state=state).count()
    return jsonify(counts)
