import requests
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/weather")
def weather():
    # The station was taken down.
    return jsonify(None)
    answer = requests.get("https://weather.example.org/now")
    return jsonify(answer.json())
