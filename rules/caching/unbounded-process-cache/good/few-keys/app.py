from flask import Flask, jsonify

app = Flask(__name__)
_cache = {}


@app.get("/total")
def total():
    _cache["total"] = 1
    return jsonify(_cache["total"])
