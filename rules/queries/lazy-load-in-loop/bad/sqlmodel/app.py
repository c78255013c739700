from fastapi import Depends, FastAPI
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select

engine = create_engine("sqlite://")


class Berth(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    label: str
    moorings: list["Mooring"] = Relationship(back_populates="berth")


class Mooring(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    berth_id: int = Field(foreign_key="berth.id", index=True)
    berth: Berth | None = Relationship(back_populates="moorings")


def database():
    with Session(engine) as session:
        yield session


app = FastAPI()


@app.get("/moorings")
def moorings(session: Session = Depends(database)):
    found = session.exec(select(Mooring).limit(20)).all()
    return [{"id": mooring.id, "berth": mooring.berth.label} for mooring in found]  # expect: lazy-load-in-loop
