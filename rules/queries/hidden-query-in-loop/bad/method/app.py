from flask import Flask, jsonify, session
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/social"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))

    def follows(self, other):
        found = db.select(Follow).where(Follow.follower_id == self.id, Follow.followed_id == other.id)
        return db.session.scalars(found).first() is not None


class Follow(db.Model):
    follower_id = db.Column(db.ForeignKey("user.id"), primary_key=True)
    followed_id = db.Column(db.ForeignKey("user.id"), primary_key=True, index=True)


@app.get("/people")
def people():
    me = db.get_or_404(User, session["user_id"])
    others = User.query.order_by(User.name).limit(50).all()
    return jsonify({other.name: me.follows(other) for other in others})  # expect: hidden-query-in-loop
