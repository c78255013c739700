from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import joinedload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/tracker"
db = SQLAlchemy(app)


class Project(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Person(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Ticket(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    project_id = db.Column(db.ForeignKey("project.id"), index=True)
    owner_id = db.Column(db.ForeignKey("person.id"), index=True)
    project = db.relationship("Project")
    owner = db.relationship("Person")


@app.get("/tickets")
def tickets():
    rows = []
    for ticket in Ticket.query.options(joinedload(Ticket.project)).limit(100):
        row = {"project": ticket.project.name}
        row["owner"] = ticket.owner.name if ticket.owner_id else None  # expect: lazy-load-in-loop
        rows.append(row)
    return jsonify(rows)
