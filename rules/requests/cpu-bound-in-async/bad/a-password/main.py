import bcrypt
from fastapi import FastAPI
from passlib.context import CryptContext

app = FastAPI()
passwords = CryptContext(schemes=["bcrypt"])


@app.post("/login")
async def login(given: str, stored: str):
    return {"ok": passwords.verify(given, stored)}  # expect: cpu-bound-in-async


def digest(secret):
    return bcrypt.hashpw(secret.encode(), bcrypt.gensalt())  # expect: cpu-bound-in-async


@app.post("/register")
async def register(secret: str):
    return {"digest": digest(secret)}
