import httpx
from fastapi import FastAPI

app = FastAPI()
client = httpx.AsyncClient(timeout=5)


async def weather(city):
    answer = await client.get(f"https://weather.example.org/{city}")
    return answer.json()


async def traffic(city):
    answer = await client.get(f"https://traffic.example.org/{city}")
    return answer.json()


@app.get("/{city}")
async def show(city: str):
    sky = await weather(city)  # expect: sequential-independent-awaits
    roads = await traffic(city)
    return {"sky": sky, "roads": roads}
