from functools import lru_cache

import joblib
from flask import Flask

app = Flask(__name__)


@lru_cache
def model():
    return joblib.load("model.pkl")


@app.get("/score")
def score():
    return str(model())
