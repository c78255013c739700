from functools import lru_cache

import pandas as pd

from flask import Flask, jsonify

app = Flask(__name__)


@lru_cache
def frame():
    return pd.read_csv("data/prices.csv")


@app.get("/prices")
def prices():
    return jsonify(frame().to_dict())
