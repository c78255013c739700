import sqlite3

from flask import Flask

app = Flask(__name__)


@app.post("/tracks")
def add():
    connection = sqlite3.connect("app.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("INSERT INTO track (title) VALUES ('a')")
    connection.commit()
    connection.close()
    return "ok"
