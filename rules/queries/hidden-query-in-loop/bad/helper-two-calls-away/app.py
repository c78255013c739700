from flask import Flask, jsonify

from models import Meter, db
from readings import describe

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/meters"
db.init_app(app)


@app.get("/meters")
def meters():
    lines = []
    for meter in Meter.query.limit(100):
        lines.append(describe(meter))  # expect: hidden-query-in-loop
    return jsonify(lines)
