import re

from sqlalchemy import Column, ForeignKey, Integer, PrimaryKeyConstraint, String, create_engine
from sqlalchemy.ext.declarative import as_declarative, declared_attr
from sqlalchemy.orm import relationship, scoped_session, sessionmaker

engine = create_engine("postgresql://localhost/harbour")
session = scoped_session(sessionmaker(bind=engine))


@as_declarative()
class Base:
    query = session.query_property()

    @declared_attr
    def __tablename__(cls):
        return re.sub("([a-z])([A-Z])", r"\1_\2", cls.__name__).lower()


class Stamped(Base):
    __abstract__ = True
    created = Column(Integer)


class HomePort(Stamped):
    id = Column(Integer, primary_key=True)
    name = Column(String(80))


class Berth(Stamped):
    __table_args__ = (PrimaryKeyConstraint("pier", "number"),)

    pier = Column(String(8))
    number = Column(Integer)
    port_id = Column(Integer, ForeignKey("home_port.id"), index=True)
    port = relationship("HomePort")
