import sqlite3

from flask import Flask

app = Flask(__name__)


@app.post("/tracks")
def add():
    connection = sqlite3.connect("app.db", timeout=10)
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("INSERT INTO track (title) VALUES ('a')")
    connection.commit()
    connection.close()
    return "ok"
