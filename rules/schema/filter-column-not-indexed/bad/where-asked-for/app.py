from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    sail = db.Column(db.String(20))  # expect: filter-column-not-indexed
    afloat = db.Column(db.Boolean, default=True)
    built_at = db.Column(db.DateTime)


@app.post("/boats")
def add():
    db.session.add(Boat(name="new"))
    db.session.commit()
    return "", 201


@app.get("/boats")
def boats():
    query = Boat.query
    if request.args.get("q"):
        query = query.filter(Boat.name.ilike(f"%{request.args['q']}%"))
    if request.args.get("sail"):
        query = query.filter(Boat.sail == request.args["sail"])
    return jsonify([b.name for b in query.order_by(Boat.id).limit(50).all()])
