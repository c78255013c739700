# An asynchronous session loads no relation on access: what is read was loaded before, or is an error.
from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

sessions = async_sessionmaker(create_async_engine("sqlite+aiosqlite://"))


class Base(DeclarativeBase):
    pass


class Quay(Base):
    __tablename__ = "quays"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Crane(Base):
    __tablename__ = "cranes"
    id: Mapped[int] = mapped_column(primary_key=True)
    quay_id: Mapped[int] = mapped_column(ForeignKey("quays.id"), index=True)
    quay: Mapped[Quay] = relationship()


async def database():
    async with sessions() as session:
        yield session


app = FastAPI()


@app.get("/cranes")
async def cranes(session: AsyncSession = Depends(database)):
    found = (await session.scalars(select(Crane).limit(20))).all()
    return [crane.quay.name for crane in found]
