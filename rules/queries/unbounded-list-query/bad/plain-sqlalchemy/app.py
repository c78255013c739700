from flask import Flask, jsonify, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Entry, engine

app = Flask(__name__)


@app.post("/entries")
def create_entry():
    with Session(engine) as session:
        session.add(Entry(text=request.json["text"]))
        session.commit()
    return "", 201


@app.get("/entries")
def list_entries():
    with Session(engine) as session:
        entries = session.scalars(select(Entry).order_by(Entry.id)).all()  # expect: unbounded-list-query
        return jsonify([entry.text for entry in entries])
