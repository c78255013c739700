from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/clinic"
db = SQLAlchemy(app)


class Doctor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Visit(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    day = db.Column(db.Date)
    doctor_id = db.Column(db.ForeignKey("doctor.id"), index=True)
    doctor = db.relationship("Doctor")

    def to_dict(self):
        return {"day": self.day.isoformat(), "doctor": self.doctor.name}  # expect: lazy-load-in-loop


@app.get("/visits")
def visits():
    page = db.paginate(db.select(Visit).order_by(Visit.day), per_page=50)
    return jsonify([visit.to_dict() for visit in page.items])
