from pathlib import Path

import pandas as pd
from flask import Flask, jsonify

app = Flask(__name__)
BASE = Path(__file__).parent


@app.get("/prices")
def prices():
    frame = pd.read_csv(BASE / "prices.csv")  # expect: resource-loaded-per-request
    return jsonify(frame.to_dict())


@app.get("/rates")
def rates():
    newest = max(BASE.glob("rates-*.csv"))
    frame = pd.read_csv(str(newest))  # expect: resource-loaded-per-request
    return jsonify(frame.to_dict())
