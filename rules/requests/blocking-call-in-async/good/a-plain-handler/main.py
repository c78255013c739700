import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/rates")
def show():
    return requests.get("https://rates.example.org/latest", timeout=3).json()
