import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def frames(camera):
    while True:
        time.sleep(0.1)
        yield camera.encode()


@app.get("/cameras/{camera}/stream")
async def stream(camera: str):
    return StreamingResponse(frames(camera), media_type="multipart/x-mixed-replace; boundary=frame")
