from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlalchemy.orm import declarative_base, relationship, scoped_session, sessionmaker

Base = declarative_base()
session = scoped_session(sessionmaker())


class Site(Base):
    __tablename__ = "sites"
    id = Column(Integer, primary_key=True)
    name = Column(Text)


class Hive(Base):
    __tablename__ = "hives"
    id = Column(Integer, primary_key=True)
    name = Column(Text)
    colour = Column(Text)
    site_id = Column(ForeignKey("sites.id"))
    site = relationship(Site)
    frames = relationship("Frame")


class Frame(Base):
    __tablename__ = "frames"
    id = Column(Integer, primary_key=True)
    weight = Column(Integer)
    hive_id = Column(ForeignKey("hives.id"))
