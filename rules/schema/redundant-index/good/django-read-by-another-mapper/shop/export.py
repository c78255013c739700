from sqlalchemy import Column, Index, Integer, String, create_engine
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    """A parcel in the file of another depot, whichever version wrote it."""

    __tablename__ = "parcel"
    __table_args__ = (Index("parcel_code_weight", "code", "weight"),)
    id = Column(Integer, primary_key=True)
    code = Column(String(20))
    weight = Column(Integer)


def opened(path):
    return create_engine(f"sqlite:///{path}")
