from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop@db.example/shop"  # expect: pool-without-pre-ping
db = SQLAlchemy(app)


@app.route("/")
def index():
    return db.session.execute(db.text("SELECT count(*) FROM orders")).scalar()
