from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import column_property

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/blog"
db = SQLAlchemy(app)


class Like(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    post_id = db.Column(db.ForeignKey("post.id"), index=True)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120))
    like_count = column_property(
        db.select(db.func.count(Like.id)).where(Like.post_id == id).correlate_except(Like).scalar_subquery()
    )


@app.get("/posts")
def posts():
    return jsonify([[post.title, post.like_count] for post in Post.query.limit(30)])
