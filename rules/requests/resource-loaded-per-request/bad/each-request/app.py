import pandas as pd

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/prices")
def prices():
    frame = pd.read_csv("data/prices.csv")  # expect: resource-loaded-per-request
    return jsonify(frame.to_dict())
