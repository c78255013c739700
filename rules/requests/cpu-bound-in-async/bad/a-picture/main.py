from fastapi import FastAPI, UploadFile
from PIL import Image

app = FastAPI()


@app.post("/avatar")
async def avatar(upload: UploadFile):
    picture = Image.open(upload.file)
    picture.thumbnail((200, 200))  # expect: cpu-bound-in-async
    return {}
