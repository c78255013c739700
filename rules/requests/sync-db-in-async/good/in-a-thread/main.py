from fastapi import BackgroundTasks, Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import SessionLocal, get_db
from models import Track

app = FastAPI()


def load(db):
    return db.scalars(select(Track).limit(50)).all()


@app.get("/tracks")
async def tracks(db: Session = Depends(get_db)):
    return await run_in_threadpool(load, db)


def touch():
    with SessionLocal() as db:
        db.scalars(select(Track).limit(1)).first()


@app.post("/tracks")
async def add(tasks: BackgroundTasks):
    tasks.add_task(touch)
    return {}
