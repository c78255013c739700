import joblib
from flask import Flask

app = Flask(__name__)
MODEL = joblib.load("model.pkl")  # expect: work-at-import


@app.get("/score")
def score():
    return str(MODEL)
