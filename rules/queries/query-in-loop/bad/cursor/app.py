import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


def connect():
    connection = sqlite3.connect("races.db")
    connection.row_factory = sqlite3.Row
    return connection


@app.get("/races")
def races():
    connection = connect()
    cursor = connection.cursor()
    cursor.execute("SELECT id, name FROM race ORDER BY held_on LIMIT 50")
    out = []
    for race in cursor.fetchall():
        cursor.execute("SELECT name FROM runner WHERE race_id = ?", (race["id"],))  # expect: query-in-loop
        out.append({"name": race["name"], "runners": [runner["name"] for runner in cursor.fetchall()]})
    connection.close()
    return jsonify(out)
