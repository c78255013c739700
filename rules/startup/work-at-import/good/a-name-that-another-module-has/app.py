import os

from flask import Flask

import rates

app = Flask(__name__)
HOST = os.environ.get("HOST", "localhost")


@app.get("/")
def index():
    return rates.get()
