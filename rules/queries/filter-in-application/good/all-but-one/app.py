from flask import Flask, jsonify
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/observatory"
db = SQLAlchemy(app)


class Observer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    guides = db.Column(db.Boolean)


@app.post("/observers")
def add():
    db.session.add(Observer(name="new"))
    db.session.commit()
    return jsonify(ok=True)


@app.get("/guides")
def guides():
    return jsonify([o.name for o in Observer.query.filter_by(guides=True).all() if o.id != current_user.id])


@app.get("/others")
def others():
    names = []
    for observer in Observer.query.filter_by(guides=True).all():
        if observer.id == current_user.id:
            continue
        names.append(observer.name)
    return jsonify(names)
