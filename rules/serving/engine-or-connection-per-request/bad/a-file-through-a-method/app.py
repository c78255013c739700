import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


class Store:
    def connect(self):
        return sqlite3.connect("boats.db")  # expect: engine-or-connection-per-request

    def boats(self):
        return self.connect().execute("SELECT name FROM boat LIMIT 20").fetchall()


store = Store()


@app.get("/boats")
def boats():
    return jsonify(store.boats())
