import requests
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    token = db.Column(db.String(40), nullable=False)


@app.post("/renew")
def renew():
    for berth in Berth.query:
        berth.token = requests.post("https://gate.example/renew", json={"token": berth.token}, timeout=5).json()["token"]
        db.session.commit()
    return "", 204
