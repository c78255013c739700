from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/sales"
db = SQLAlchemy(app)


class Client(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Project(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    client_id = db.Column(db.ForeignKey("client.id"), index=True)
    client = db.relationship("Client")


class Quote(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    client = db.Column(db.String(80))
    project_id = db.Column(db.ForeignKey("project.id"), index=True)


@app.get("/quotes")
def quotes():
    return jsonify([[quote.client.upper(), quote.project_id] for quote in Quote.query.limit(100)])
