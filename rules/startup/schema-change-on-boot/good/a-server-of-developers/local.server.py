from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://app@db/app"
db = SQLAlchemy(app)
with app.app_context():
    db.create_all()


@app.get("/")
def index():
    return "ok"
