from sqlalchemy.ext.asyncio import create_async_engine

# expect: pool-exceeds-database-limit
engine = create_async_engine("postgresql+asyncpg://db/app", pool_size=20, max_overflow=40)
