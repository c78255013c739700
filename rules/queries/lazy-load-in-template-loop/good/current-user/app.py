from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/team"
db = SQLAlchemy(app)
login_manager = LoginManager(app)


class Team(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class User(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    team_id = db.Column(db.ForeignKey("team.id"), index=True)
    team = db.relationship("Team")


class Task(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(User, int(user_id))


@app.get("/tasks")
@login_required
def tasks():
    return render_template("tasks.html", tasks=Task.query.limit(50).all())
