from fastapi import FastAPI

from post import notify

app = FastAPI()


@app.get("/plain")
def plain():
    notify()
    return {}


@app.get("/loop")
async def loop():
    return {}
