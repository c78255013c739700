import requests
from fastapi import FastAPI

app = FastAPI()


def rates():
    return requests.get("https://rates.example.org/latest", timeout=3).json()  # expect: blocking-call-in-async


@app.get("/rates")
async def show():
    return rates()
