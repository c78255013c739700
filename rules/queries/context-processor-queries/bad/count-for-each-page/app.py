from datetime import datetime, timedelta

from flask import Flask, g, jsonify, render_template, session
from flask_login import LoginManager, UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/forum"
db = SQLAlchemy(app)
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


@app.context_processor
def unread():
    return {"unread": Notice.query.filter_by(unread=True).count()}  # expect: context-processor-queries


@app.get("/")
def home():
    return render_template("page.html")


@app.get("/about")
def about():
    return render_template("page.html")


@app.get("/help")
def help_page():
    return render_template("page.html")
