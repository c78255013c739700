import time

from flask import Flask, request

app = Flask(__name__)


def wait():
    time.sleep(3)  # expect: slow-side-effect-in-request


@app.route("/login", methods=["POST"])
def login():
    wait()
    return request.form["name"]
