from contextlib import closing

from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import SessionLocal, engine

app = FastAPI()


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


@app.get("/tracks")
def tracks(db: Session = Depends(get_db)):
    return db.execute(text("SELECT title FROM track LIMIT 50")).all()


def count():
    with SessionLocal() as session:
        return session.execute(text("SELECT count(*) FROM track")).scalar()


def titles():
    connection = engine.connect()
    with closing(connection):
        return connection.execute(text("SELECT title FROM track")).all()
