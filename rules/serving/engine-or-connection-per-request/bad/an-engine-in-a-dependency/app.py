import os

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker

app = FastAPI()


def database_url():
    return os.environ["DATABASE_URL"]


def engine_and_session():
    url = database_url()
    options = {"check_same_thread": False} if url.startswith("sqlite") else {}
    engine = create_engine(url, connect_args=options, pool_pre_ping=True)  # expect: engine-or-connection-per-request
    return engine, sessionmaker(bind=engine)


def get_session():
    _, make = engine_and_session()
    session = make()
    try:
        yield session
    finally:
        session.close()


@app.get("/boats")
def boats(session=Depends(get_session)):
    return session.execute(text("SELECT name FROM boat LIMIT 20")).scalars().all()
