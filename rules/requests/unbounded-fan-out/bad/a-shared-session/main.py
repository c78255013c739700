import asyncio

import aiohttp
from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_db
from models import City

app = FastAPI()


async def weather(city, session):
    async with session.get(f"https://weather.example.org/{city}") as answer:
        return await answer.json()


@app.get("/")
async def show(db: AsyncSession = Depends(get_db)):
    cities = (await db.scalars(select(City))).all()
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[weather(city.name, session) for city in cities])  # expect: unbounded-fan-out
