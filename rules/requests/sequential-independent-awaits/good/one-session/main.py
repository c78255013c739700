from fastapi import Depends, FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_db
from models import City

app = FastAPI()


@app.get("/")
async def show(db: AsyncSession = Depends(get_db)):
    first = await db.scalar(select(City.name).limit(1))
    count = await db.scalar(select(func.count()).select_from(City))
    return {"first": first, "count": count}
