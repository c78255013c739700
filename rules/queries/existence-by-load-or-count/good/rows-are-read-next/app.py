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


@app.post("/berths")
def add_berth():
    db.session.add(Berth(pier=request.form["pier"], length=float(request.form["length"])))
    db.session.commit()
    return "", 201


@app.get("/full")
def full():
    free = Berth.query.filter_by(is_free=True)
    if free.count() > 0:
        return jsonify([b.pier for b in free.limit(50)])
    return jsonify([])
