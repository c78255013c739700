from fastapi import Depends, FastAPI
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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


async def database():
    async with sessions() as session:
        yield session


app = FastAPI()


@app.get("/quays")
async def quays(session: AsyncSession = Depends(database)):
    lines = []
    for quay in (await session.scalars(select(Quay).order_by(Quay.name).limit(30))).all():
        count = select(func.count()).select_from(Crane).where(Crane.quay_id == quay.id)
        lines.append((quay.name, await session.scalar(count)))  # expect: query-in-loop
    return lines
