from sqlalchemy import Column, Integer, MetaData, String
from sqlalchemy.orm import declarative_base

Base = declarative_base(metadata=MetaData(schema="shop", naming_convention={"ix": "ix_%(column_0_label)s"}))


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    state = Column(String(10), index=True)
