from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/probes"
db = SQLAlchemy(app)


class Probe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    station_id = db.Column(db.Integer, index=True)
    name = db.Column(db.String(80))
    remark = db.Column(db.Text)
    latitude = db.Column(db.Float)
    longitude = db.Column(db.Float)
    altitude = db.Column(db.Float)
    seen = db.Column(db.DateTime)
    reading_noon = db.Column(db.Float)
    reading_night = db.Column(db.Float)
    reading_dawn = db.Column(db.Float)
    reading_dusk = db.Column(db.Float)
    reading_spring = db.Column(db.Float)
    reading_autumn = db.Column(db.Float)
    reading_winter = db.Column(db.Float)
    reading_summer = db.Column(db.Float)
    reading_first = db.Column(db.Float)
    reading_last = db.Column(db.Float)
    reading_high = db.Column(db.Float)
    reading_low = db.Column(db.Float)
    reading_mean = db.Column(db.Float)
    reading_median = db.Column(db.Float)
    reading_sum = db.Column(db.Float)
    reading_spread = db.Column(db.Float)
    reading_drift = db.Column(db.Float)
    reading_gap = db.Column(db.Float)
    reading_lag = db.Column(db.Float)
    reading_lead = db.Column(db.Float)
    reading_base = db.Column(db.Float)
    reading_peak = db.Column(db.Float)


@app.get("/stations/<int:station>/map")
def positions(station):
    probes = Probe.query.filter(Probe.station_id == station).all()
    return jsonify([(probe.name, probe.latitude, probe.longitude, probe.altitude, probe.seen, probe.reading_noon, probe.reading_night, probe.reading_dawn, probe.reading_dusk, probe.reading_spring, probe.reading_autumn, probe.reading_winter, probe.reading_summer, probe.reading_first, probe.reading_last, probe.reading_high, probe.reading_low, probe.reading_mean, probe.reading_median, probe.reading_sum, probe.reading_spread) for probe in probes])
