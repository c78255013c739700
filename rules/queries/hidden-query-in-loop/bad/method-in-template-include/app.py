from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/forum"
db = SQLAlchemy(app)


class Board(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))

    def latest(self):
        return Topic.query.filter_by(board_id=self.id).order_by(Topic.id.desc()).first()


class Topic(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    board_id = db.Column(db.ForeignKey("board.id"), index=True)
    title = db.Column(db.String(120))


@app.get("/")
def index():
    return render_template("index.html", boards=Board.query.limit(40).all())
