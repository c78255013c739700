import requests

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/api/boats")
def boats():
    return jsonify([])


@app.get("/report")
def report():
    return jsonify(requests.get("https://boats.example.org/api/boats", timeout=3).json())
