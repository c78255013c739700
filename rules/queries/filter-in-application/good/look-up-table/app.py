from flask import Flask, jsonify, render_template, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(40), nullable=False)
    length = db.Column(db.Float, nullable=False)
    is_free = db.Column(db.Boolean, nullable=False, default=True)


@app.get("/long")
def long():
    return jsonify([b.pier for b in Berth.query.all() if b.length > 12])
