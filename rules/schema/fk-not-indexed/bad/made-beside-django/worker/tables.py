from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Pier(Base):
    __tablename__ = "piers"
    id = Column(Integer, primary_key=True)


class Mooring(Base):
    __tablename__ = "moorings"
    id = Column(Integer, primary_key=True)
    pier_id = Column(Integer, ForeignKey("piers.id"))  # expect: fk-not-indexed


def set_up():
    Base.metadata.create_all(create_engine("postgresql://localhost/harbour"))


if __name__ == "__main__":
    set_up()
