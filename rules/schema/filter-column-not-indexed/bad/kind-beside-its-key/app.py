from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/yard"
db = SQLAlchemy(app)


class Deed(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    parent_model = db.Column(db.String(64))
    parent_id = db.Column(db.String(64))  # expect: filter-column-not-indexed
    text = db.Column(db.String(80))


@app.post("/deeds")
def add():
    db.session.add(Deed(text="new"))
    db.session.commit()
    return "", 201


@app.get("/boats/<boat>/deeds")
def of_boat(boat):
    deeds = Deed.query.filter_by(parent_model="Boat", parent_id=boat).limit(50).all()
    return jsonify([deed.text for deed in deeds])
