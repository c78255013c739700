from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.ext.hybrid import hybrid_property

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/blog"
db = SQLAlchemy(app)


class Like(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    post_id = db.Column(db.ForeignKey("post.id"), index=True)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120))

    @hybrid_property
    def like_count(self):
        return Like.query.filter_by(post_id=self.id).count()

    @like_count.expression
    def like_count(cls):
        return db.select(db.func.count(Like.id)).where(Like.post_id == cls.id).scalar_subquery()


@app.get("/posts/popular")
def popular():
    posts = Post.query.filter(Post.like_count > 10).order_by(Post.id.desc()).limit(30)
    return jsonify([post.title for post in posts])
