import requests
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/rates")
def rates():
    answer = requests.get("https://rates.example.com/latest")  # expect: outbound-call-without-timeout
    return jsonify(answer.json())
