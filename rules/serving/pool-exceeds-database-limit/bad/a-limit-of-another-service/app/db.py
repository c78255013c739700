from sqlalchemy import create_engine

# expect: pool-exceeds-database-limit
engine = create_engine("postgresql://db/app", pool_size=20, max_overflow=60)
