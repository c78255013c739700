import random

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/quotes"
db = SQLAlchemy(app)


class Quote(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200))


@app.get("/quote")
def quote():
    found = db.session.execute(text("SELECT text FROM quote ORDER BY RAND() LIMIT 1"))  # expect: order-by-random
    return jsonify(found.scalar())
