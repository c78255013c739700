from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Berth(Base):
    __tablename__ = "berths"
    id = Column(Integer, primary_key=True)
    number = Column(String(8))


class Boat(Base):
    __tablename__ = "boats"
    id = Column(Integer, primary_key=True)
    state = Column(String(8))
    berth_id = Column(Integer, ForeignKey("berths.id"))  # expect: fk-not-indexed
