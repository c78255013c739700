from flask import Flask
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine("postgresql://localhost/harbour")


def trips_of(boat_id):
    with engine.connect() as connection:
        found = connection.execute("SELECT goal FROM trip WHERE boat = %s", (boat_id,))
        return [trip["goal"] for trip in found]


@app.route("/harbours/<int:harbour_id>")
def harbour(harbour_id):
    with engine.connect() as connection:
        boats = connection.execute(text("SELECT id, name FROM boat WHERE harbour = :harbour"), {"harbour": harbour_id})
        return {boat["name"]: trips_of(boat["id"]) for boat in boats.fetchall()}
