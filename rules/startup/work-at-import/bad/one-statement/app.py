from flask import Flask

from shop import version

BUILD = {"revision": version.revision(), "date": version.date()}

app = Flask(__name__)


@app.route("/")
def index():
    return BUILD["revision"]
