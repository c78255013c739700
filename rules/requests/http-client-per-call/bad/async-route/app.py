import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/rates")
async def rates():
    async with httpx.AsyncClient() as client:  # expect: http-client-per-call
        answer = await client.get("https://rates.example.com/latest")
    return answer.json()
