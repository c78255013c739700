import sqlite3

from flask import Flask, jsonify

from pool import get_pool, make_pool

app = Flask(__name__)
DATABASE = "races.db"
pool = make_pool(DATABASE, size=20)


@app.get("/free")
def free():
    return jsonify(get_pool().free.qsize())
