from fastapi import Depends, FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

app = FastAPI()
engine = create_engine("postgresql+psycopg://localhost/greenhouse")


class Watering(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    minutes: int = 5
    pause: int = 30


def session():
    with Session(engine) as opened:
        yield opened


@app.get("/watering")
def watering(opened: Session = Depends(session)):
    known = opened.exec(select(Watering)).first()
    if known is None:
        known = Watering()
        opened.add(known)
        opened.commit()
    return {"minutes": known.minutes, "pause": known.pause}
