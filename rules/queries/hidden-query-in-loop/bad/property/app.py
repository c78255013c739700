from flask import Flask, jsonify
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


@app.get("/posts")
def posts():
    rows = []
    for post in Post.query.order_by(Post.id.desc()).limit(30):
        rows.append({"title": post.title, "likes": post.like_count})  # expect: hidden-query-in-loop
    return jsonify(rows)
