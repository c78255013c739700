from sqlalchemy import Boolean, Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Project(Base):
    __tablename__ = "projects"
    id = Column(Integer, primary_key=True)
    name = Column(String(100))


class Release(Base):
    __tablename__ = "releases"
    id = Column(Integer, primary_key=True)
    version = Column(String(40))
    yanked = Column(Boolean, nullable=False)
    project_id = Column(ForeignKey("projects.id"), index=True)
    project = relationship(Project)
