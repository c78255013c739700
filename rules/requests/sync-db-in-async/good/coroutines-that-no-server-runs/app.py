import asyncio

from flask import Flask

from models import Track, db

app = Flask(__name__)
WORK = {}


def work(function):
    WORK[function.__name__] = function
    return function


@work
async def count_tracks():
    return db.session.execute(db.select(Track).limit(5)).scalars().all()


@app.get("/work/<name>")
def start(name):
    return asyncio.run(WORK[name]())
