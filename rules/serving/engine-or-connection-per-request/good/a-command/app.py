import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


@app.cli.command("load")
def load():
    sqlite3.connect("boats.db").execute("DELETE FROM boat")
