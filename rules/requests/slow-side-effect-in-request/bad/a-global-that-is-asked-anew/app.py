import subprocess

from flask import Flask

app = Flask(__name__)
_last = None
_wanted = True


@app.get("/load")
def load():
    global _last
    if _wanted:
        _last = subprocess.run(["uptime"], capture_output=True).stdout  # expect: slow-side-effect-in-request
    return _last
