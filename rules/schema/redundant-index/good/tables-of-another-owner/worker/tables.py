from sqlalchemy import Column, Index, Integer, Table
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Branch(Base):
    __tablename__ = "branches"
    pier_id = Column(Integer, primary_key=True)
    name = Column(Integer, primary_key=True)
    __table_args__ = (Index("one_name_a_pier", "pier_id", "name", unique=True),)
