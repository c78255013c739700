import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/slow")
async def slow():
    time.sleep(2)  # expect: blocking-call-in-async
    return {}
