import pandas as pd

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


PRICES = pd.DataFrame({"price": [1, 2]})


@app.get("/prices")
def prices():
    return PRICES.to_csv()
