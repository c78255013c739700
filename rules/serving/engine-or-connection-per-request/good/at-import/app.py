import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


CONNECTION = sqlite3.connect("boats.db", check_same_thread=False)


@app.get("/boats")
def boats():
    return jsonify(CONNECTION.execute("SELECT name FROM boat LIMIT 20").fetchall())
