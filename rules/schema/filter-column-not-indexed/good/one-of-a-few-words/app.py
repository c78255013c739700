from typing import Literal, TypeAlias

from fastapi import FastAPI
from sqlalchemy import CheckConstraint, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = FastAPI()
engine = create_engine("postgresql://localhost/club")
Came: TypeAlias = Literal["BUS", "TRAIN", "FOOT"]


class Base(DeclarativeBase):
    pass


class Guest(Base):
    __tablename__ = "guests"
    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str]
    came_by: Mapped[Came] = mapped_column(CheckConstraint("came_by IN ('BUS', 'TRAIN', 'FOOT')", name="came"))


@app.post("/guests")
def add(mail: str):
    with Session(engine) as session:
        session.add(Guest(mail=mail, came_by="BUS"))
        session.commit()


@app.get("/guests")
def find(mail: str):
    with Session(engine) as session:
        return session.scalar(select(Guest).where(Guest.came_by == "BUS").where(func.lower(Guest.mail) == mail.lower()))
