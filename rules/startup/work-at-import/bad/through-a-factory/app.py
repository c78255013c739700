import requests
from flask import Flask

from settings import fetch


def create_app():
    app = Flask(__name__)
    app.config["RATES"] = fetch()
    return app


app = create_app()


@app.get("/")
def index():
    return app.config["RATES"]
