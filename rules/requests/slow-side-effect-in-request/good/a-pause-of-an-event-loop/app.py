import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/load")
async def load():
    time.sleep(0.2)
    return {}
