"""A library: one route for each way in which SQLAlchemy loads rows."""

from flask import Flask

from .models import db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    from .loading import loading
    from .queries import queries

    app.register_blueprint(loading)
    app.register_blueprint(queries)
    return app
