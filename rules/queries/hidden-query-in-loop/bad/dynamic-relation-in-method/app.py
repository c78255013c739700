from flask import Flask, jsonify, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/club"
db = SQLAlchemy(app)


class Badge(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.ForeignKey("member.id"), index=True)
    kind = db.Column(db.String(20))


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    badges = db.relationship(Badge, lazy="dynamic")

    def has(self, kind):
        return self.badges.filter_by(kind=kind).first() is not None


@app.get("/members")
def members():
    out = []
    for member in Member.query.limit(60).all():
        trained = member.has("trained")  # expect: hidden-query-in-loop
        keeper = member.has("keeper")
        out.append({"name": member.name, "trained": trained, "keeper": keeper})
    return jsonify(out)
