from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(40), nullable=False)
    length = db.Column(db.Float, nullable=False)


def batches(lines, size=500):
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


@app.post("/import")
def import_berths():
    for batch in batches(request.json["berths"]):
        db.session.execute(db.insert(Berth), batch)
    db.session.commit()
    return "", 204
