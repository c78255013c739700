from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_db
from models import Track

app = FastAPI()


@app.get("/tracks")
async def tracks(db: AsyncSession = Depends(get_db)):
    return (await db.scalars(select(Track).limit(50))).all()


@app.get("/tracks/{track_id}")
async def track(track_id: int, db: AsyncSession = Depends(get_db)):
    result = await db.execute(select(Track).where(Track.id == track_id))
    return result.scalar_one_or_none()


@app.get("/stream")
async def stream(db: AsyncSession = Depends(get_db)):
    titles = []
    async for track in await db.stream_scalars(select(Track).limit(50)):
        titles.append(track.title)
    return titles
