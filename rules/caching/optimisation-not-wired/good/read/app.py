from flask import Flask, jsonify

from pool import make_pool

app = Flask(__name__)
pool = make_pool("races.db", size=20)


@app.get("/free")
def free():
    return jsonify(pool.free.qsize())
