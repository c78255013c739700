from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///notes.db"
db = SQLAlchemy(app)  # expect: pool-smaller-than-concurrency


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.route("/")
def index():
    return str(Note.query.count())
