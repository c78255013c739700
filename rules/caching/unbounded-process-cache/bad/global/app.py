from flask import Flask, jsonify

app = Flask(__name__)
_cache = {}  # expect: unbounded-process-cache


@app.get("/races/<venue>")
def races(venue):
    key = f"races_{venue}"
    if key not in _cache:
        _cache[key] = len(venue)
    return jsonify(_cache[key])
