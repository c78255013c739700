from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship

engine = create_engine("sqlite:///stock.db")
Base = declarative_base()


class Shelf(Base):
    __tablename__ = "shelf"

    id = Column(Integer, primary_key=True)
    name = Column(String(80))


class Parcel(Base):
    __tablename__ = "parcel"

    id = Column(Integer, primary_key=True)
    shelf_id = Column(Integer, ForeignKey("shelf.id"), index=True)
    shelf = relationship(Shelf)
