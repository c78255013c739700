from fastapi import FastAPI
from passlib.context import CryptContext

app = FastAPI()
passwords = CryptContext(schemes=["bcrypt"])


@app.post("/login")
def login(given: str, stored: str):
    return {"ok": passwords.verify(given, stored)}
