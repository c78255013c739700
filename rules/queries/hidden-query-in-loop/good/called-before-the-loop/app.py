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


def like_counts(posts):
    statement = (
        db.select(Like.post_id, db.func.count(Like.id))
        .where(Like.post_id.in_([post.id for post in posts]))
        .group_by(Like.post_id)
    )
    return dict(db.session.execute(statement).all())


@app.get("/posts")
def posts():
    posts = Post.query.limit(30).all()
    likes = like_counts(posts)
    return jsonify({post.title: likes.get(post.id, 0) for post in posts})
