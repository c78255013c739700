from functools import wraps

from flask import Flask, abort
from flask_login import LoginManager, UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/lab"
db = SQLAlchemy(app)
login = LoginManager(app)


class Member(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    role = db.Column(db.String(20))


@login.user_loader
def load_member(member_id):
    return db.session.get(Member, member_id)


def needs_role(name):
    def decorator(f):
        @wraps(f)
        def checked(*args, **kwargs):
            if current_user.role != name:
                abort(403)
            return f(*args, **kwargs)

        return checked

    return decorator


@app.get("/")
@needs_role("reader")
def home():
    return "home"


@app.get("/samples")
@needs_role("reader")
def samples():
    return "samples"


@app.post("/samples")
@needs_role("writer")
def add_sample():
    return "added"
