import threading
import time

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/heartbeat"
db = SQLAlchemy(app)


class Heartbeat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    beats = db.Column(db.Integer, nullable=False)


def beat():
    """One look-up a minute, for ever: the loop is a clock, and not a walk over rows."""
    while True:
        with app.app_context():
            heartbeat = Heartbeat.query.filter_by(id=1).first()
            heartbeat.beats += 1
            db.session.commit()
        time.sleep(60)


threading.Thread(target=beat, daemon=True).start()
