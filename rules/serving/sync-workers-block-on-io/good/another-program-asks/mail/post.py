from flask import Flask, jsonify

app = Flask(__name__)


@app.route("/boxes")
def boxes():
    return jsonify([])
