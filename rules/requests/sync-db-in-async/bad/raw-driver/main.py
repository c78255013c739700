import sqlite3

from fastapi import FastAPI

app = FastAPI()


@app.get("/tracks")
async def tracks():  # expect: sync-db-in-async
    connection = sqlite3.connect("app.db")
    rows = connection.execute("SELECT id, title FROM track LIMIT 50").fetchall()
    connection.close()
    return rows
