from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/files"
db = SQLAlchemy(app)


class Shelf:
    def __init__(self, names):
        self.names = names

    def all(self):
        return sorted(self.names)


@app.post("/sorted")
def sorted_names():
    return jsonify(Shelf(request.json["names"]).all())
