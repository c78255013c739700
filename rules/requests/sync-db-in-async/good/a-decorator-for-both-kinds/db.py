from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

SessionLocal = sessionmaker(create_engine("postgresql://app@db/app", pool_pre_ping=True))


def get_db():
    with SessionLocal() as db:
        yield db
