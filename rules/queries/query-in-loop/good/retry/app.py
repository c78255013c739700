from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/status"
db = SQLAlchemy(app)


@app.get("/ready")
def ready():
    for attempt in range(5):
        try:
            db.session.execute(text("SELECT 1"))
            return jsonify(ready=True, attempts=attempt + 1)
        except OperationalError:
            db.session.rollback()
    return jsonify(ready=False), 503
