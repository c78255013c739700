from flask import Flask, jsonify

app = Flask(__name__)


class Loader:
    def __init__(self):
        self._cache = {}  # expect: unbounded-process-cache

    def keep(self, key, value):
        self._cache[key] = value

    def races(self, venue):
        key = f"races_{venue}"
        self.keep(key, len(venue))
        return self._cache[key]


loader = Loader()


@app.get("/races/<venue>")
def races(venue):
    return jsonify(loader.races(venue))
