from flask import Flask

from post import notify

app = Flask(__name__)


@app.post("/orders")
def order():
    notify("owner@example.org", "an order")
    return "", 201
