import subprocess

from flask import Flask, jsonify

app = Flask(__name__)


@app.post("/render")
def render():
    subprocess.run(["render", "--all"], check=True)  # expect: slow-side-effect-in-request
    return jsonify(done=True)
