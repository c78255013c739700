import asyncpg
from fastapi import FastAPI

app = FastAPI()


@app.get("/tracks")
async def tracks():
    connection = await asyncpg.connect("postgresql://app@db/app")
    rows = await connection.fetch("SELECT id, title FROM track LIMIT 50")
    await connection.close()
    return rows
