import subprocess

from flask import Flask

app = Flask(__name__)


@app.route("/health/disks")
def disks():
    return subprocess.check_output(["df", "-h"])
