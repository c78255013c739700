from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/orchard"
db = SQLAlchemy(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Orchard(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.ForeignKey("owner.id"), index=True)
    owner = db.relationship(Owner)
    trees = db.relationship("Tree", back_populates="orchard")


class Tree(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    kind = db.Column(db.String(40))
    orchard_id = db.Column(db.ForeignKey("orchard.id"), index=True)
    orchard = db.relationship(Orchard, back_populates="trees")


@app.get("/orchards/<int:orchard_id>/trees")
def trees(orchard_id):
    orchard = Orchard.query.get_or_404(orchard_id)
    return jsonify([{"kind": tree.kind, "owner": tree.orchard.owner.name} for tree in orchard.trees])
