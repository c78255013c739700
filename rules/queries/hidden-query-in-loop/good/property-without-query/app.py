from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
db = SQLAlchemy(app)


class Line(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    price = db.Column(db.Integer)
    amount = db.Column(db.Integer)

    @property
    def total(self):
        return self.price * self.amount


@app.get("/lines")
def lines():
    return jsonify([line.total for line in Line.query.limit(100)])
