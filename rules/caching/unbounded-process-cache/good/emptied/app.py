from flask import Flask, jsonify

app = Flask(__name__)
_cache = {}


@app.get("/races/<venue>")
def races(venue):
    if len(_cache) > 100:
        _cache.clear()
    _cache[f"races_{venue}"] = len(venue)
    return jsonify(len(venue))
