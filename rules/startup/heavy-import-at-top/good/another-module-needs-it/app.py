import pandas as pd

import tables

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


@app.get("/report")
def report():
    return pd.DataFrame(tables.EMPTY).to_csv()
