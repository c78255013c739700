from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


@app.get("/report")
def report():
    import pandas as pd

    return pd.DataFrame({"a": [1]}).to_csv()
