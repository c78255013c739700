import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/races")
def races():
    with sqlite3.connect("races.db") as connection:
        rows = connection.execute(
            "SELECT race.name, runner.name FROM race JOIN runner ON runner.race_id = race.id ORDER BY race.id LIMIT 500"
        ).fetchall()
    by_race = {}
    for race, runner in rows:
        by_race.setdefault(race, []).append(runner)
    return jsonify(by_race)
