from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/clinic"
db = SQLAlchemy(app)


class Visit(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(20), index=True)


@app.post("/visits")
def add_visit():
    db.session.add(Visit(state="open"))
    db.session.commit()
    return "", 201


@app.get("/visits")
def visits():
    query = Visit.query
    if request.args.get("state"):
        query = query.filter_by(state=request.args["state"])
    found = query.order_by(Visit.id).all()  # expect: unbounded-list-query
    return jsonify([visit.state for visit in found])
