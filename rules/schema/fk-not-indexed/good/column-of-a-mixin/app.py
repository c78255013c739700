from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Numbered:
    id = db.Column(db.Integer, primary_key=True)


class Harbour(db.Model, Numbered):
    __tablename__ = "harbour"
    name = db.Column(db.String(80))


class Boat(db.Model, Numbered):
    __tablename__ = "boat"
    harbour_id = db.Column(db.ForeignKey(Harbour.id), index=True)
    harbour = db.relationship(Harbour)
