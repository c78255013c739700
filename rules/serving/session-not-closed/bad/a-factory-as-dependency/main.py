from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import SessionLocal

app = FastAPI()


@app.get("/tracks")
def tracks(db: Session = Depends(SessionLocal)):  # expect: session-not-closed
    return db.execute(text("SELECT title FROM track LIMIT 50")).all()
