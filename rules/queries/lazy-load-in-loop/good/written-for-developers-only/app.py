"""Ferries and their captains, which only the debugging log names."""

import logging

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
logger = logging.getLogger(__name__)


class Captain(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Ferry(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    captain_id = db.Column(db.Integer, db.ForeignKey("captain.id"), index=True)
    captain = db.relationship(Captain)


@app.route("/ferries")
def ferries():
    page = Ferry.query.order_by(Ferry.id).limit(50).all()
    if logger.isEnabledFor(logging.DEBUG):
        for ferry in page:
            logger.debug("%s is steered by %s", ferry.name, ferry.captain.name)
    return jsonify([ferry.name for ferry in page])
