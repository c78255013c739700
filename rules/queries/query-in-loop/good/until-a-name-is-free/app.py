from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/blog"
db = SQLAlchemy(app)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(80), unique=True)


@app.post("/posts")
def create_post():
    base = request.json["slug"]
    slug = base
    number = 1
    while Post.query.filter_by(slug=slug).first() is not None:
        number += 1
        slug = f"{base}-{number}"
    db.session.add(Post(slug=slug))
    db.session.commit()
    return jsonify(slug=slug), 201
