import asyncio

from fastapi import FastAPI, Request
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

app = FastAPI()


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Story(Base):
    __tablename__ = "stories"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"), index=True)
    author: Mapped[Author] = relationship()


async def newest(session: Session):
    return session.scalars(select(Story).order_by(Story.id.desc()).limit(50)).all()


async def total(session: Session):
    return session.scalar(select(func.count(Story.id)))


@app.get("/stories")
async def stories(request: Request):
    rows, number = await asyncio.gather(newest(request.state.session), total(request.state.session))
    return {"number": number, "stories": [row.author.name for row in rows]}  # expect: lazy-load-in-loop
