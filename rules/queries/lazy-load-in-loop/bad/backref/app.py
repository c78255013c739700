from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/blog"
db = SQLAlchemy(app)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120))


class Comment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.Text)
    post_id = db.Column(db.ForeignKey("post.id"), index=True)
    post = db.relationship("Post", backref="comments")


@app.get("/posts")
def posts():
    rows = []
    for post in Post.query.order_by(Post.id.desc()).limit(30):
        texts = [comment.text for comment in post.comments]  # expect: lazy-load-in-loop
        rows.append({"title": post.title, "comments": texts})
    return jsonify(rows)
