from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Track(Base):
    __tablename__ = "track"

    id: Mapped[int] = mapped_column(primary_key=True)


engine = create_async_engine("postgresql+asyncpg://app@db/app", pool_pre_ping=True)


@asynccontextmanager
async def lifespan(app):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)  # expect: schema-change-on-boot
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def index():
    return {}
