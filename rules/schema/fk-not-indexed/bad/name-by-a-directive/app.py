import re

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import DeclarativeBase, declared_attr


class Base(DeclarativeBase):
    # The way that typed models write it.
    @declared_attr.directive
    def __tablename__(cls):
        return "_".join(word.lower() for word in re.split("(?=[A-Z])", cls.__name__) if word)


class BoatYard(Base):
    id = Column(Integer, primary_key=True)


class Boat(Base):
    id = Column(Integer, primary_key=True)
    yard_id = Column(Integer, ForeignKey("boat_yard.id"))  # expect: fk-not-indexed


db = SQLAlchemy(Flask(__name__), model_class=Base)
