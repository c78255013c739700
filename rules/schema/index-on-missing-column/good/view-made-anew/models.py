from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Total(Base):
    __tablename__ = "totals_mv"
    id = Column(Integer, primary_key=True)
    town = Column(String(80), index=True)
