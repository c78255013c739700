from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/meters"
db = SQLAlchemy(app)


class Meter(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    place = db.Column(db.String(80))


@app.get("/meters")
def meters():
    newest = text("SELECT max(value) FROM reading WHERE meter_id = :meter")
    values = {}
    for meter in Meter.query.limit(100):
        values[meter.place] = db.session.execute(newest, {"meter": meter.id}).scalar()  # expect: query-in-loop
    return jsonify(values)
