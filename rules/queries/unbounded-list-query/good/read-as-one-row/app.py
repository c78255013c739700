from flask import Flask, abort, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/door"
db = SQLAlchemy(app)


class Guest(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nick = db.Column(db.String(40), unique=True)
    mail = db.Column(db.String(120), unique=True)


@app.post("/guests")
def register():
    db.session.add(Guest(nick=request.form["nick"], mail=request.form["mail"]))
    db.session.commit()
    return jsonify(ok=True)


@app.get("/guests/find")
def find():
    word = request.args["q"]
    statement = db.select(Guest).filter(db.or_(Guest.nick == word, Guest.mail == word))
    guest = db.session.execute(statement).scalar_one_or_none()
    if guest is None:
        abort(404)
    return jsonify(guest.id)
