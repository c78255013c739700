from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Pier(Base):
    __tablename__ = "piers"
    id = Column(Integer, primary_key=True)


class Mooring(Base):
    __tablename__ = "moorings"
    id = Column(Integer, primary_key=True)
    pier_id = Column(Integer, ForeignKey("piers.id"))


lights = Table(
    "lights",
    Base.metadata,
    Column("pier_id", Integer, ForeignKey("piers.id")),
    Column("mooring_id", Integer, ForeignKey("moorings.id")),
)


def create_all(engine):
    Base.metadata.create_all(engine)
