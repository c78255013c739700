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


@app.get("/known/<int:key>")
def known(key):
    return jsonify(known=True) if Berth.query.filter_by(id=key).count() > 0 else ("", 404)


class Lease(db.Model):
    __table_args__ = (db.UniqueConstraint("berth_id", "year"),)
    id = db.Column(db.Integer, primary_key=True)
    berth_id = db.Column(db.ForeignKey("berth.id"), nullable=False)
    year = db.Column(db.Integer, nullable=False)


@app.get("/leased/<int:key>/<int:year>")
def leased(key, year):
    return jsonify(leased=True) if Lease.query.filter_by(berth_id=key, year=year).count() > 0 else ("", 404)


# What is counted is what the page prints.
@app.get("/free")
def free():
    lists = [("free", berths := Berth.query.filter_by(is_free=True).all(), len(berths) == 0)]
    return render_template("lists.html", lists=lists)
