from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Event(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    kind = db.Column(db.String(10))
    __mapper_args__ = {"polymorphic_on": kind}


class Arrival(Event):
    __mapper_args__ = {"polymorphic_identity": "arrival"}
    port_id = db.Column(db.ForeignKey("port.id"))
    __table_args__ = {"extend_existing": True}


db.Index("ix_event_port", Arrival.port_id)
