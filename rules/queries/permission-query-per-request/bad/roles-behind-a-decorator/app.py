from functools import wraps

from flask import Flask, abort
from flask_login import LoginManager, UserMixin, current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/lab"
db = SQLAlchemy(app)
login = LoginManager(app)


class Grant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    member_id = db.Column(db.ForeignKey("member.id"), index=True)
    role_id = db.Column(db.ForeignKey("role.id"), index=True)
    role = db.relationship("Role")


class Role(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))


class Member(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    grants = db.relationship(Grant)

    def has_role(self, name):
        return any(grant.role.name == name for grant in self.grants)  # expect: lazy-load-in-loop


@login.user_loader
def load_member(member_id):
    return db.session.get(Member, member_id)


def needs_role(name):
    def decorator(f):
        @wraps(f)
        def checked(*args, **kwargs):  # expect: permission-query-per-request
            if not current_user.has_role(name):
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
