from flask import Flask
from flask_sqlalchemy import SQLAlchemy


class Database(SQLAlchemy):
    def apply_pool_defaults(self, app, options):
        options = super().apply_pool_defaults(app, options)
        options["pool_pre_ping"] = True
        return options


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop@db.example/shop"
db = Database(app)
