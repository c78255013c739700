import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


def connect():
    connection = sqlite3.connect("races.db")
    connection.execute(
        """CREATE TABLE IF NOT EXISTS races (
            id INTEGER PRIMARY KEY,
            venue TEXT,
            found_at TEXT
        )"""
    )
    return connection


@app.post("/races")
def add():
    connection = connect()
    connection.execute("INSERT INTO races (venue) VALUES (?)", (request.form["venue"],))
    connection.commit()
    return "", 201


@app.get("/races")
def races():
    query = """
        SELECT id, venue FROM races  -- expect: sort-column-not-indexed
        ORDER BY datetime(found_at) DESC
        LIMIT 20
    """
    return jsonify(connect().cursor().execute(query).fetchall())
