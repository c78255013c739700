from sqlalchemy import Column, Index, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Visit(Base):
    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_page_day", "page_id", "day"), Index("ix_visits_day", "day"))

    id = Column(Integer, primary_key=True)
    page_id = Column(Integer)
    day = Column(Integer)
