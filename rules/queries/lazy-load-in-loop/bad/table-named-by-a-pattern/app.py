from flask import Flask, jsonify

from models import Berth

app = Flask(__name__)


@app.get("/berths")
def berths():
    rows = Berth.query.order_by(Berth.number).limit(80).all()
    return jsonify([{"at": row.number, "port": row.port.name} for row in rows])  # expect: lazy-load-in-loop
