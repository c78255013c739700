from dataclasses import dataclass

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


@dataclass
class Draft:
    title: str
    like_count: int = 0


@app.post("/drafts")
def drafts():
    drafts = [Draft(title) for title in request.json["titles"]]
    return jsonify([[draft.title, draft.like_count] for draft in drafts])
