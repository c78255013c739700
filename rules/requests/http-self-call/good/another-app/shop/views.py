import requests

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/similar")
def similar():
    answer = requests.post("http://localhost:8002/search/", json={}, timeout=3)
    return jsonify(answer.json())
