from sqlalchemy import Column, DateTime, Index, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Visit(Base):
    __tablename__ = "visits"

    id = Column(Integer, primary_key=True)
    page_id = Column(Integer)
    seen = Column(DateTime)

    __table_args__ = (Index("visits_newest", page_id, seen.desc(), unique=True),)
