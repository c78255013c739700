from fastapi import Depends, FastAPI
from passlib.context import CryptContext

app = FastAPI()
keys = CryptContext(schemes=["bcrypt"])


def fits(given: str, stored: str) -> bool:
    return keys.verify(given, stored)  # expect: cpu-bound-in-async


async def caller(given: str, stored: str):
    return fits(given, stored)


@app.get("/boats")
def boats(known: bool = Depends(caller)):
    return {"known": known}
