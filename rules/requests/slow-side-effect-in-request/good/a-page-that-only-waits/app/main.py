import time

from flask import Flask
from werkzeug.exceptions import NotFound

app = Flask(__name__)


@app.route("/try/proxy")
def wait_for_the_proxy():
    """Longer than the proxy waits."""
    time.sleep(90)
    raise NotFound


@app.route("/try/browser")
def wait_for_the_browser():
    time.sleep(30)
    return "waited", 200
