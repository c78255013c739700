from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_db
from models import Track

app = FastAPI()


@app.get("/tracks")
async def tracks(db: Session = Depends(get_db)):  # expect: sync-db-in-async
    return db.scalars(select(Track).limit(50)).all()


def newest(db):
    return db.scalars(select(Track).order_by(Track.id.desc()).limit(1)).first()


@app.get("/newest")
async def show_newest(db: Session = Depends(get_db)):  # expect: sync-db-in-async
    return newest(db)
