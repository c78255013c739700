import psycopg2

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/boats")
def boats():
    connection = psycopg2.connect("dbname=boats")  # expect: engine-or-connection-per-request
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM boat LIMIT 20")
        return jsonify(cursor.fetchall())
