from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/orders"
db = SQLAlchemy(app)


class Rate(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    code = db.Column(db.String(3), nullable=False)
    value = db.Column(db.Numeric, nullable=False)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    state = db.Column(db.String(10), nullable=False)
    amount = db.Column(db.Numeric, nullable=False)


@app.get("/rates/<source>/<target>")
def rate(source, target):
    a = Rate.query.filter_by(code=source).first()
    b = Rate.query.filter_by(code=target).first()
    return jsonify(str(a.value / b.value))


# Whoever leaves both out has asked for nothing; they are others where they are given.
@app.get("/change")
def change():
    a = Rate.query.filter_by(code=request.args.get("from")).first()
    b = Rate.query.filter_by(code=request.args.get("to")).first()
    return jsonify(str(a.value / b.value))
