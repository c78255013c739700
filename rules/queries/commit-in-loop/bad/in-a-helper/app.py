from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(40), nullable=False)
    length = db.Column(db.Float, nullable=False)


def keep(berth):
    db.session.add(berth)
    db.session.commit()


@app.post("/import")
def import_berths():
    for line in request.json["berths"]:
        keep(Berth(pier=line["pier"], length=line["length"]))  # expect: commit-in-loop
    return "", 204
