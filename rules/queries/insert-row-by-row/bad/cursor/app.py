import sqlite3

from flask import Flask, request

app = Flask(__name__)


@app.post("/import")
def import_berths():
    connection = sqlite3.connect("harbour.db")
    cursor = connection.cursor()
    for line in request.json["berths"]:
        # expect: insert-row-by-row
        cursor.execute("INSERT INTO berth (pier, length) VALUES (?, ?)", (line["pier"], line["length"]))
    connection.commit()
    return "", 204
