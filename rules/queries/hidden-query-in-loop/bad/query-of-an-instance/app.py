import os

from flask import Flask, current_app, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
for key in ("THEME", "LANGUAGE"):
    value = os.environ.get(key)
    if value is not None:
        app.config[key] = value
db = SQLAlchemy(app)


class Preference(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))
    value = db.Column(db.String(40))

    def read(self, name):
        if name in current_app.config:
            return current_app.config[name]
        return self.query.filter(Preference.name == name).first()


class Page(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))


@app.get("/pages")
def pages():
    out = []
    for page in Page.query.limit(60).all():
        theme = Preference().read(page.title)  # expect: hidden-query-in-loop
        out.append({"title": page.title, "theme": str(theme)})
    return jsonify(out)
