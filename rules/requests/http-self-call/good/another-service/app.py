import requests

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/report")
def report():
    answer = requests.get("http://localhost:9200/_search", timeout=3)
    return jsonify(answer.json())
