from flask import Flask, jsonify

index = Flask(__name__)


@index.post("/search/")
def search():
    return jsonify([])
