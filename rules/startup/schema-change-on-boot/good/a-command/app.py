from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Track(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://app@db/app"
    db.init_app(app)

    @app.cli.command("init-db")
    def init_db():
        db.create_all()

    return app


app = create_app()


@app.get("/")
def index():
    return "ok"
