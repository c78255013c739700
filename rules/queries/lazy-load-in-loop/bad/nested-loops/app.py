from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/forum"
db = SQLAlchemy(app)


class Thread(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120))
    posts = db.relationship("Post", back_populates="thread")


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    body = db.Column(db.Text)
    thread_id = db.Column(db.ForeignKey("thread.id"), index=True)
    writer_id = db.Column(db.ForeignKey("writer.id"), index=True)
    thread = db.relationship("Thread", back_populates="posts")
    writer = db.relationship("Writer")


class Writer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nick = db.Column(db.String(40))


@app.get("/threads")
def threads():
    result = {}
    for thread in Thread.query.limit(20):
        nicks = set()
        for post in thread.posts:  # expect: lazy-load-in-loop
            nicks.add(post.writer.nick)  # expect: lazy-load-in-loop
        result[thread.title] = sorted(nicks)
    return jsonify(result)
