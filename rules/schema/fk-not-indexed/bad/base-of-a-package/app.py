from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from toolbox.models import Stamped

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/boats"
db = SQLAlchemy(app)


class Harbour(Stamped, db.Model):
    __tablename__ = "harbour"
    id = db.Column(db.Integer, primary_key=True)


class Boat(Stamped, db.Model):
    __tablename__ = "boat"
    id = db.Column(db.Integer, primary_key=True)
    # What the base declares cannot know this column.
    harbour_id = db.Column(None, db.ForeignKey("harbour.id"), nullable=False)  # expect: fk-not-indexed
    berth_id = db.Column(None, db.ForeignKey("harbour.id"), index=True)
