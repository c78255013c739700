from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_db
from models import Track

app = FastAPI()


def newest(db: Session = Depends(get_db)):
    return db.scalars(select(Track).order_by(Track.id.desc()).limit(1)).first()


@app.get("/tracks")
def tracks(db: Session = Depends(get_db)):
    return db.scalars(select(Track).limit(50)).all()


@app.get("/newest")
async def show_newest(track=Depends(newest)):
    return track
