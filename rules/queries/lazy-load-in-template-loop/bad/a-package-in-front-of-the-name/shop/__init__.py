from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from jinja2 import PackageLoader, PrefixLoader

db = SQLAlchemy()


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
    app.jinja_loader = PrefixLoader({"carts": PackageLoader("shop.carts")})
    db.init_app(app)
    from shop.carts import bp

    app.register_blueprint(bp)
    return app
