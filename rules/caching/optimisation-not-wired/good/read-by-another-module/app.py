from flask import Flask, jsonify

from store import shared

app = Flask(__name__)


@app.get("/free")
def free():
    return jsonify(shared.free.qsize())
