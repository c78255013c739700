import requests

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/api/boats")
def boats():
    return jsonify([])


@app.get("/report")
def report():
    answer = requests.get("http://localhost:5000/api/boats", timeout=3)  # expect: http-self-call
    return jsonify(answer.json())
