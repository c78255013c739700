from functools import wraps

from flask import Flask, abort, g, jsonify, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/rbac"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    grants = db.relationship("Grant", backref="user")

    def may(self, right):
        for grant in self.grants:
            if grant.role.right == right:  # expect: lazy-load-in-loop
                return True
        return False


class Role(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    right = db.Column(db.String(40))


class Grant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("user.id"), index=True)
    role_id = db.Column(db.ForeignKey("role.id"), index=True)
    role = db.relationship("Role")


def needs(right):
    def decorator(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            user = db.session.get(User, session["user_id"])
            if user is None or not user.may(right):
                abort(403)
            g.user = user
            return view(*args, **kwargs)

        return guarded

    return decorator


@app.get("/settings")
@needs("settings")
def settings():
    return jsonify(user=g.user.id)
