import requests
from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/rates")
def rates():
    return jsonify(requests.get("https://rates.example.org/today", timeout=5).json())
