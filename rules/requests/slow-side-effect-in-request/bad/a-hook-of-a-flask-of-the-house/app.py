import time

from housekit.flask import HouseFlask

app = HouseFlask(import_name=__name__)


@app.before_request
def slow_down():
    time.sleep(0.5)  # expect: slow-side-effect-in-request


@app.route("/")
def index():
    return "ok"
