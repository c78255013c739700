from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(40), nullable=False)
    length = db.Column(db.Float, nullable=False)


@app.post("/import")
def import_berths():
    for line in request.json["berths"]:
        # expect: insert-row-by-row
        db.session.execute(db.insert(Berth).values(pier=line["pier"], length=line["length"]))
    db.session.commit()
    return "", 204
