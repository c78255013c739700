from sqlalchemy import Column, ForeignKey, String
from sqlalchemy.orm import relationship
from toolkit.models import DBSession, Model


class Station(Model):
    name = Column(String(80))


class Reading(Model):
    station_id = Column(ForeignKey("stations.id"), index=True)
    value = Column(String(20))
    station = relationship("Station")


def export():
    rows = DBSession().query(Reading).order_by(Reading.value).all()
    return [f"{row.station.name}: {row.value}" for row in rows]  # expect: lazy-load-in-loop
