from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/heating"
db = SQLAlchemy(app)


class Option(db.Model):
    key = db.Column(db.String(40), primary_key=True)
    value = db.Column(db.String(200))


@app.post("/options/<key>")
def change(key):
    option = db.session.get(Option, key)
    option.value = request.form["value"]
    db.session.add(option)
    db.session.commit()
    return jsonify(ok=True)


@app.get("/options")
def options():
    return jsonify({option.key: option.value for option in Option.query.all()})
