from typing import Annotated

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

key = Annotated[int, mapped_column(primary_key=True)]
route_key = Annotated[int, mapped_column(ForeignKey("route.id"))]


class Base(DeclarativeBase):
    pass


class Route(Base):
    __tablename__ = "route"
    id: Mapped[key]


class Parcel(Base):
    __tablename__ = "parcel"
    id: Mapped[key]
    route_id: Mapped[route_key]  # expect: fk-not-indexed
