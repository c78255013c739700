import subprocess
import threading

from flask import Flask, jsonify

app = Flask(__name__)


def render():
    subprocess.run(["render", "--all"], check=True)


@app.post("/render")
def start():
    threading.Thread(target=render, daemon=True).start()
    return jsonify(started=True)
