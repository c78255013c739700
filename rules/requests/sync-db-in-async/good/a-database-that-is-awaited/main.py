from databases import Database
from fastapi import FastAPI
from sqlalchemy import Column, Integer, String, select
from sqlalchemy.orm import declarative_base

app = FastAPI()
database = Database("postgresql://db/app")
Base = declarative_base()


class Tag(Base):
    __tablename__ = "tags"

    id = Column(Integer, primary_key=True)
    name = Column(String)


@app.get("/tags")
async def tags():
    found = await database.fetch_all(select(Tag))
    return [tag.name for tag in found]


@app.get("/names")
async def names():
    return [tag.name async for tag in database.iterate(select(Tag).limit(50))]
