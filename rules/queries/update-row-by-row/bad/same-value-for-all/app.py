from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.ForeignKey("owner.id"), index=True)
    owner = db.relationship(Owner)


@app.post("/owners/<int:key>/delete")
def delete(key):
    harbour = Owner.query.filter_by(id=1).one()
    for berth in Berth.query.filter_by(owner_id=key).all():
        berth.owner = harbour  # expect: update-row-by-row
    db.session.delete(Owner.query.get_or_404(key))
    db.session.commit()
    return "", 204
