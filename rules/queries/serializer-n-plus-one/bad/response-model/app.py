from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

SessionLocal = sessionmaker(create_engine("sqlite://"))


class Base(DeclarativeBase):
    pass


class Ferry(Base):
    __tablename__ = "ferries"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Crossing(Base):
    __tablename__ = "crossings"
    id: Mapped[int] = mapped_column(primary_key=True)
    ferry_id: Mapped[int] = mapped_column(ForeignKey("ferries.id"), index=True)
    ferry: Mapped[Ferry] = relationship()


class FerryOut(BaseModel):
    id: int
    name: str


class CrossingOut(BaseModel):
    id: int
    ferry: FerryOut | None


def database():
    with SessionLocal() as session:
        yield session


Database = Annotated[Session, Depends(database)]
router = APIRouter(prefix="/crossings")


@router.get("/", response_model=list[CrossingOut])
def crossings(session: Database):
    return session.scalars(select(Crossing).limit(50)).all()  # expect: serializer-n-plus-one


app = FastAPI()
app.include_router(router)
