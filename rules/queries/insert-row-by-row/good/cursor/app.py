import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.post("/import")
def import_berths():
    connection = sqlite3.connect("harbour.db")
    cursor = connection.cursor()
    lines = [(line["pier"], line["length"]) for line in request.json["berths"]]
    cursor.executemany("INSERT INTO berth (pier, length) VALUES (?, ?)", lines)
    connection.commit()
    return "", 204
