import json

import redis
from flask import Flask, g, jsonify, render_template, session
from flask_caching import Cache
from flask_login import LoginManager, UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/forum"
db = SQLAlchemy(app)
cache = Cache(app)
login = LoginManager(app)


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    last_seen = db.Column(db.DateTime)


class Notice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("user.id"), index=True)
    unread = db.Column(db.Boolean)
    text = db.Column(db.String(200))


@login.user_loader
def load_user(user_id):
    return db.session.get(User, user_id)


class Store:
    def __init__(self, client):
        self.client = client

    def fetch_or_get(self, key):
        kept = self.client.get(key)
        return json.loads(kept) if kept else None

    def set(self, key, value, seconds):
        self.client.setex(key, seconds, json.dumps(value))


store = Store(redis.Redis())


def notices(user):
    key = f"notices:{user}"
    kept = None
    try:
        kept = store.fetch_or_get(key)
        if kept is not None:
            return kept
    except redis.ConnectionError:
        pass
    found = [notice.text for notice in Notice.query.filter_by(unread=True).all()]
    store.set(key, found, 60)
    return found


def count():
    number = cache.get("number")
    if number is None:
        number = Notice.query.count()
        cache.set("number", number)
    return number


@app.before_request
def load_notices():
    g.notices = notices(session.get("user_id"))
    g.number = count()


@app.get("/")
def home():
    return render_template("page.html")


@app.get("/about")
def about():
    return render_template("page.html")


@app.get("/help")
def help_page():
    return render_template("page.html")
