from fastapi import FastAPI, UploadFile
from PIL import Image

app = FastAPI()


@app.post("/avatar")
async def avatar(upload: UploadFile):
    picture = Image.open(upload.file)
    picture.thumbnail((200, 200))  # expect: cpu-bound-in-async
    picture.save("avatar.png")
    return {}


@app.post("/poster")
async def poster(upload: UploadFile, width: int):
    picture = Image.open(upload.file)
    picture.thumbnail((width, 4000))  # expect: cpu-bound-in-async
    picture.save("poster.png")  # expect: cpu-bound-in-async
    return {}
