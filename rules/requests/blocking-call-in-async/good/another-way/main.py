from fastapi import FastAPI

from post import notify

app = FastAPI()


@app.on_event("startup")
async def prepare():
    """Nobody is kept waiting yet; the route that calls notify() has no event loop to stop."""
    notify()


@app.get("/plain")
def plain():
    notify()
    return {}
