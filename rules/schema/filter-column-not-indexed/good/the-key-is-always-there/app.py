from uuid import UUID, uuid4

from fastapi import Depends, FastAPI
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, create_engine, select

app = FastAPI()
engine = create_engine("postgresql+psycopg://localhost/greenhouse")


class Label(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("house_id", "name"),)
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    house_id: UUID
    name: str


def session():
    with Session(engine) as opened:
        yield opened


def by_name(opened: Session, name: str, house_id: UUID | None):
    if house_id:
        return opened.exec(select(Label).where(Label.house_id == house_id, Label.name == name)).one_or_none()
    return opened.exec(select(Label).where(Label.name == name)).one_or_none()


@app.patch("/labels/{label_id}")
def rename(label_id: UUID, name: str, opened: Session = Depends(session)):
    label = opened.get(Label, label_id)
    if label is None or by_name(opened, name, label.house_id):
        return {"renamed": False}
    label.name = name
    opened.add(label)
    opened.commit()
    return {"renamed": True}


@app.post("/labels")
def add(house_id: UUID, name: str, opened: Session = Depends(session)):
    opened.add(Label(house_id=house_id, name=name))
    opened.commit()
    return {"added": True}
