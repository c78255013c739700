from models import Reading


def describe(meter):
    reading = newest(meter)
    return f"{meter.place}: {reading.value if reading else '-'}"


def newest(meter):
    return Reading.query.filter_by(meter_id=meter.id).order_by(Reading.id.desc()).first()
