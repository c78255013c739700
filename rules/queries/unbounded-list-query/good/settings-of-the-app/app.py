from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/greenhouse"
db = SQLAlchemy(app)


class Preference(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    key = db.Column(db.String(40))
    value = db.Column(db.Text)


@app.post("/preferences/<key>")
def change(key):
    preference = Preference.query.filter_by(key=key).first()
    if preference is None:
        preference = Preference(key=key)
        db.session.add(preference)
    preference.value = request.form["value"]
    db.session.commit()
    return jsonify(ok=True)


@app.get("/preferences")
def preferences():
    return jsonify({row.key: row.value for row in Preference.query.all()})
