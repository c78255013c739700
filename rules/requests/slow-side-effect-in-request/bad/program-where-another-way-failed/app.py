import subprocess

from flask import Flask, jsonify

from predictor import predict

app = Flask(__name__)


@app.post("/predict/<name>")
def prediction(name):
    try:
        return jsonify(predict(name))
    except Exception:
        done = subprocess.run(["predict", name], capture_output=True)  # expect: slow-side-effect-in-request
        return jsonify(done.returncode)
