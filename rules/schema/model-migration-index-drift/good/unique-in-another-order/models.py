from sqlalchemy import Column, Integer, String, UniqueConstraint
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("club", "email"),)

    id = Column(Integer, primary_key=True)
    club = Column(String(20))
    email = Column(String(80))
