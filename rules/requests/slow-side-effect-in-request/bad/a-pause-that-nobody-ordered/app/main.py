import time

from flask import Flask, request

app = Flask(__name__)


@app.route("/login", methods=["POST"])
def login():
    name = request.form["name"]
    if not name:
        return "no"
    pause = 2
    time.sleep(pause)  # expect: slow-side-effect-in-request
    return name
