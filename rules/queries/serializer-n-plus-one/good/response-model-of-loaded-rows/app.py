from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload, sessionmaker

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


class CrossingLine(BaseModel):
    id: int
    ferry_id: int


def database():
    with SessionLocal() as session:
        yield session


Database = Annotated[Session, Depends(database)]
router = APIRouter(prefix="/crossings")


@router.get("/", response_model=list[CrossingOut])
def crossings(session: Database):
    return session.scalars(select(Crossing).options(selectinload(Crossing.ferry)).limit(50)).all()


@router.get("/lines")
def lines(session: Database) -> list[CrossingLine]:
    return session.scalars(select(Crossing).limit(50)).all()


app = FastAPI()
app.include_router(router)
