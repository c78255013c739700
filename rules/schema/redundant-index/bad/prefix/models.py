from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (Index("ix_orders_user_created", "user_id", "created_at"),)

    id = Column(Integer, primary_key=True)
    # expect: redundant-index
    user_id = Column(Integer, ForeignKey("users.id"), index=True)
    created_at = Column(DateTime)
