import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/boats")
def boats():
    return jsonify(sqlite3.connect("boats.db").execute("SELECT name FROM boat LIMIT 20").fetchall())
