from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
db = SQLAlchemy(app)


class Country(db.Model):
    code = db.Column(db.String(2), primary_key=True)
    name = db.Column(db.String(80))


@app.get("/countries")
def countries():
    return jsonify([country.name for country in Country.query.order_by(Country.name).all()])


@app.cli.command("seed")
def seed():
    db.session.add_all([Country(code="DE", name="Germany"), Country(code="FR", name="France")])
    db.session.commit()
