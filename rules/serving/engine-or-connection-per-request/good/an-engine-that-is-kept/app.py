import os
from functools import lru_cache

from fastapi import FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

app = FastAPI()
_archive = None
_engines = {}


@lru_cache
def engine():
    return create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


def archive():
    global _archive
    if _archive is None:
        _archive = create_engine(os.environ["ARCHIVE_URL"], pool_pre_ping=True)
    return _archive


def for_region(region):
    if region not in _engines:
        _engines[region] = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
    return _engines[region]


@app.get("/boats")
def boats():
    with Session(engine()) as session:
        return session.execute(text("SELECT name FROM boat LIMIT 20")).scalars().all()


@app.get("/old-boats")
def old_boats():
    with Session(archive()) as session:
        return session.execute(text("SELECT name FROM boat LIMIT 20")).scalars().all()


@app.get("/boats/{region}")
def boats_of(region: str):
    with Session(for_region(region)) as session:
        return session.execute(text("SELECT name FROM boat LIMIT 20")).scalars().all()
