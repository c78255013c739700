from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

Base = declarative_base()
Session = sessionmaker(bind=create_engine("postgresql://localhost/packages"))


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String(100))


class Project(Base):
    __tablename__ = "projects"
    id = Column(Integer, primary_key=True)
    releases = relationship("Release")


class Release(Base):
    __tablename__ = "releases"
    id = Column(Integer, primary_key=True)
    version = Column(String(40))
    project_id = Column(ForeignKey("projects.id"), index=True)
    uploader_id = Column(ForeignKey("users.id"), index=True)
    uploader = relationship(User)
