import sqlite3

from flask import Flask, jsonify

from pool import get_pool, make_pool

app = Flask(__name__)
DATABASE = "races.db"
pool = make_pool(DATABASE, size=20)  # expect: optimisation-not-wired


@app.get("/races")
def races():
    connection = sqlite3.connect(DATABASE)
    rows = connection.execute("SELECT name FROM races LIMIT 20").fetchall()
    connection.close()
    return jsonify(rows)
