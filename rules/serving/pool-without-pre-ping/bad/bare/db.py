from sqlalchemy import create_engine

engine = create_engine("postgresql://db.internal/boats")  # expect: pool-without-pre-ping
