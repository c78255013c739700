from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)


class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    pier = db.Column(db.String(40), nullable=False)
    label = db.Column(db.String(80))
    told = db.Column(db.Boolean)


def tell(berth):
    print(berth.label)


@app.post("/labels")
def labels():
    for berth in Berth.query.all():
        berth.label = f"{berth.pier}-{berth.id}"
    for berth in Berth.query.filter_by(told=False):
        tell(berth)
        berth.told = True
    db.session.commit()
    return "", 204


@app.post("/flags")
def flags():
    for berth in Berth.query.all():
        berth.told = request.form.get(f"told-{berth.id}", "") == "yes"
    db.session.commit()
    return "", 204
