import threading
import time

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/monitor"
db = SQLAlchemy(app)


class Site(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    url = db.Column(db.String(200), nullable=False)


class Check(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    site_id = db.Column(db.ForeignKey("site.id"), nullable=False, index=True)
    site = db.relationship(Site)


def watch():
    while True:
        with app.app_context():
            for check in Check.query.all():
                print(check.site.url)  # expect: lazy-load-in-loop
        time.sleep(30)


threading.Thread(target=watch, name="watch").start()
