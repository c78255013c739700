import subprocess

from flask import Flask, jsonify

app = Flask(__name__)


@app.cli.command("render")
def render():
    subprocess.run(["render", "--all"], check=True)
