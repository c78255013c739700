from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Numbered:
    id = db.Column(db.Integer, primary_key=True)


class Harbour(Numbered, db.Model):
    __tablename__ = "harbour"


class Pier(Numbered, db.Model):
    __tablename__ = "pier"


class Boat(Numbered, db.Model):
    __tablename__ = "boat"
    harbour_id = db.Column(db.ForeignKey(Harbour.id))  # expect: fk-not-indexed
    pier_id = db.Column(db.ForeignKey(Pier.id))  # expect: fk-not-indexed
