from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Berth(Base):
    __tablename__ = "berths"
    id = Column(Integer, primary_key=True)


class Boat(Base):
    __tablename__ = "boats"
    id = Column(Integer, primary_key=True)
    berth_id = Column(Integer, ForeignKey("berths.id"))
