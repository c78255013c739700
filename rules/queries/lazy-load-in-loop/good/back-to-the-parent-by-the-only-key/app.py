from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import foreign, joinedload, remote

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/tenders"
db = SQLAlchemy(app)


class Outcome(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    closed_at = db.Column(db.DateTime)
    tender_id = db.Column(db.ForeignKey("tender.id"), nullable=False, index=True)
    tender = db.relationship("Tender", foreign_keys=tender_id, backref="all_outcomes")


class Tender(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    outcome = db.relationship(
        "Outcome",
        primaryjoin=lambda: (foreign(Tender.id) == remote(Outcome.tender_id)) & remote(Outcome.closed_at).isnot(None),
        viewonly=True,
        uselist=False,
    )


@app.get("/tenders")
def tenders():
    rows = Tender.query.options(joinedload(Tender.outcome)).order_by(Tender.id).limit(50)
    return jsonify([{"title": row.title, "of": row.outcome.tender.title if row.outcome else None} for row in rows])
