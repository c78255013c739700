from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Uploader(Base):
    __tablename__ = "uploaders"
    id = Column(Integer, primary_key=True)
    name = Column(String(100))


class Project(Base):
    __tablename__ = "projects"
    id = Column(Integer, primary_key=True)
    releases = relationship("Release")


class Release(Base):
    __tablename__ = "releases"
    id = Column(Integer, primary_key=True)
    project_id = Column(ForeignKey("projects.id"), index=True)
    uploader_id = Column(ForeignKey("uploaders.id"), index=True)
    uploader = relationship(Uploader)
