from flask import Flask, jsonify

app = Flask(__name__)


class Loader:
    def __init__(self):
        self.cache = {}

    def races(self, venue):
        self.cache[f"races_{venue}"] = len(venue)
        return len(self.cache)


@app.get("/races/<venue>")
def races(venue):
    return jsonify(Loader().races(venue))
