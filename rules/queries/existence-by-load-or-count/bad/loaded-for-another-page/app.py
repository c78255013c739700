from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/farms"
db = SQLAlchemy(app)


class Farm(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    closed = db.Column(db.Boolean)
    herds = db.relationship("Herd")


class Herd(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    farm_id = db.Column(db.ForeignKey("farm.id"), index=True)
    name = db.Column(db.String(40))


@app.get("/farms")
def farms():
    rows = Farm.query.options(joinedload(Farm.herds)).limit(20).all()
    return jsonify([[farm.id, [herd.name for herd in farm.herds]] for farm in rows])


@app.post("/farms/<int:farm_id>/herds")
def add_herd(farm_id):
    db.session.add(Herd(farm_id=farm_id, name=request.form["name"]))
    db.session.commit()
    return "", 201


@app.post("/farms/<int:farm_id>/close")
def close(farm_id):
    farm = Farm.query.get_or_404(farm_id)
    if farm.herds:  # expect: existence-by-load-or-count
        abort(400)
    farm.closed = True
    db.session.commit()
    return "", 204
