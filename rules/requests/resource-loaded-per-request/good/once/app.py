import pandas as pd

from flask import Flask, jsonify

app = Flask(__name__)


FRAME = pd.read_csv("data/prices.csv")


@app.get("/prices")
def prices():
    return jsonify(FRAME.to_dict())
