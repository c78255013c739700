from flask import Flask, jsonify
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Invoice, engine

app = Flask(__name__)


@app.get("/invoices")
def invoices():
    with Session(engine) as session:
        rows = []
        for invoice in session.scalars(select(Invoice).order_by(Invoice.id).limit(100)):
            rows.append({"number": invoice.number, "payer": invoice.payer.name})  # expect: lazy-load-in-loop
        return jsonify(rows)
