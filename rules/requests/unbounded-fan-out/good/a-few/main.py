import asyncio

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db import get_db
from models import City

app = FastAPI()
client = httpx.AsyncClient(timeout=5)


async def weather(city):
    answer = await client.get(f"https://weather.example.org/{city}")
    return answer.json()


@app.get("/")
async def show(db: AsyncSession = Depends(get_db)):
    return await asyncio.gather(*[weather(name) for name in ("Rome", "Oslo", "Lima")])
