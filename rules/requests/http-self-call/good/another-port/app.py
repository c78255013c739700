import requests

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/health")
def health():
    return jsonify("well")


@app.get("/sandbox")
def sandbox():
    answer = requests.get("http://localhost:8000/health", timeout=3)
    return jsonify(answer.json())
