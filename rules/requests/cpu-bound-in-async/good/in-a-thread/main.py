import asyncio

from fastapi import FastAPI
from passlib.context import CryptContext

app = FastAPI()
passwords = CryptContext(schemes=["bcrypt"])


@app.post("/login")
async def login(given: str, stored: str):
    return {"ok": await asyncio.to_thread(passwords.verify, given, stored)}
