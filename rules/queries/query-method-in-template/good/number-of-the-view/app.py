from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/forum"
db = SQLAlchemy(app)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    hidden = db.Column(db.Boolean)


@app.context_processor
def models():
    return {"Post": Post}


@app.get("/")
def home():
    return render_template("home.html", posts=Post.query.count())


@app.get("/about")
def about():
    return render_template("about.html")


@app.get("/help")
def help_page():
    return render_template("help.html")
