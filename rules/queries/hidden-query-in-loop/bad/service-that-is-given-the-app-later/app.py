from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/beehives"
db = SQLAlchemy(app)


class Hive(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Weight(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    hive_id = db.Column(db.ForeignKey("hive.id"), index=True)


class Scales:
    def __init__(self, app=None):
        self.app = app

    def readings(self, hive_id):
        if not self.app:
            return None
        return Weight.query.filter_by(hive_id=hive_id).count()


scales = Scales()


def start(application):
    scales.app = application


@app.get("/hives")
def hives():
    return jsonify([scales.readings(hive.id) for hive in Hive.query.all()])  # expect: hidden-query-in-loop
