from elsewhere import narrowed
from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_db
from models import Track

app = FastAPI()


@app.get("/first")
async def first(narrow: bool, db: AsyncSession = Depends(get_db)):
    session = narrowed(db) if narrow else db
    result = await session.execute(select(Track).limit(1))
    return result.scalar_one_or_none()
