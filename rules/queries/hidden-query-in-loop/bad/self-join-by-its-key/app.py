from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import aliased

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/crew"
db = SQLAlchemy(app)


class Sailor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))

    @staticmethod
    def by_id(key):
        return Sailor.query.get(key)


class Berth(db.Model):
    __table_args__ = (PrimaryKeyConstraint("sailor_id", "trip_id"),)
    sailor_id = db.Column(db.Integer, db.ForeignKey("sailor.id"), index=True)
    trip_id = db.Column(db.Integer, index=True)
    ship_id = db.Column(db.Integer, index=True)


class Voyage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    ship_id = db.Column(db.Integer, index=True)
    captain_id = db.Column(db.Integer, db.ForeignKey("sailor.id"), index=True)

    def crew(self):
        mate = aliased(Berth)
        berths = Berth.query.join(mate, Berth.ship_id == mate.ship_id).filter(mate.sailor_id == self.captain_id, mate.trip_id == self.id).all()
        if not berths:
            return {self.captain_id}
        else:
            return {berth.sailor_id for berth in berths}


@app.get("/voyages")
def voyages():
    out = []
    for voyage in Voyage.query.limit(20):
        out.append([Sailor.by_id(key).name for key in voyage.crew()])  # expect: hidden-query-in-loop
    return jsonify(out)
