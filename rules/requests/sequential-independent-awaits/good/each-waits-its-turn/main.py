import asyncio
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(timeout=5)


class Pace:
    last = 0.0

    async def turn(self):
        since = time.monotonic() - self.last
        if since < 0.5:
            await asyncio.sleep(0.5 - since)
        self.last = time.monotonic()


pace = Pace()


async def weather(city):
    await pace.turn()
    answer = await client.get(f"https://weather.example.org/{city}")
    return answer.json()


async def traffic(city):
    await pace.turn()
    answer = await client.get(f"https://traffic.example.org/{city}")
    return answer.json()


@app.get("/")
async def front():
    await pace.turn()
    return {}


@app.get("/{city}")
async def show(city: str):
    sky = await weather(city)
    roads = await traffic(city)
    return {"sky": sky, "roads": roads}
