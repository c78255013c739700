import asyncio
from functools import wraps

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import get_db
from models import Track

app = FastAPI()


def measured(handler):
    @wraps(handler)
    def around(*args, **options):
        if not asyncio.iscoroutinefunction(handler):
            return handler(*args, **options)

        async def awaited():
            return await handler(*args, **options)

        return awaited()

    return around


@app.get("/tracks")
@measured
def tracks(db: Session = Depends(get_db)):
    return db.scalars(select(Track).limit(50)).all()
