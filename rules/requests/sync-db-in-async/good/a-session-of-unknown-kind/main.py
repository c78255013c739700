from fastapi import FastAPI
from sqlalchemy import select

from models import Track
from unknown_database import open_session

app = FastAPI()


class Tracks:
    def __init__(self, session):
        self.session = session

    async def first(self):
        results = await self.session.execute(select(Track).limit(1))
        return results.first()


@app.get("/tracks/first")
async def first():
    return await Tracks(open_session()).first()
