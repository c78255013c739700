from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql:///plant"
db = SQLAlchemy(app)


class Run(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(50))  # expect: filter-column-not-indexed


@app.post("/runs/<name>")
def add(name):
    db.session.execute(Run.__table__.insert().values(name=name))
    db.session.commit()
    return "", 201


@app.get("/runs/<name>")
def show(name):
    table = Run.__table__
    rows = db.session.execute(table.select().where(table.c.name == name)).fetchall()
    return {"runs": len(rows)}
