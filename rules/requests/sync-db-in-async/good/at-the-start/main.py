from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy import select

from db import SessionLocal
from models import Track


@asynccontextmanager
async def lifespan(app):
    with SessionLocal() as db:
        db.scalars(select(Track).limit(1)).first()
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def index():
    return {}
