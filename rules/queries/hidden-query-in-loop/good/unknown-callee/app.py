from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/blog"
db = SQLAlchemy(app)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120))

    @property
    def like_count(self):
        return Like.query.filter_by(post_id=self.id).count()


class Like(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    post_id = db.Column(db.ForeignKey("post.id"), index=True)


EXPORTERS = {}


def exporter(name):
    def register(function):
        EXPORTERS[name] = function
        return function

    return register


@app.get("/export")
def export():
    write = EXPORTERS.get(request.args["format"])
    return jsonify([write(post) for post in Post.query.limit(30)])
