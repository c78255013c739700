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


@app.get("/posts/<int:post_id>")
def show(post_id):
    post = db.get_or_404(Post, post_id)
    return jsonify(title=post.title, likes=post.like_count)
