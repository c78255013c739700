from sqlalchemy import create_engine

engine = create_engine("postgresql://db.internal/boats", pool_recycle=300)
