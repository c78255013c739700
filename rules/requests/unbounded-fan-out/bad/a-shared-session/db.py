from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

SessionLocal = async_sessionmaker(create_async_engine("postgresql+asyncpg://app@db/app", pool_pre_ping=True))


async def get_db():
    async with SessionLocal() as db:
        yield db
