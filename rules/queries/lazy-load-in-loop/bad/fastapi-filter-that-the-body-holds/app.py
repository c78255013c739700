from typing import Optional

from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlmodel import Field, Relationship, Session, SQLModel, create_engine, select

app = FastAPI()
engine = create_engine("postgresql+psycopg://localhost/greenhouse")


class Bed(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Plant(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    bed_id: int = Field(foreign_key="bed.id", index=True)
    height: int
    bed: Bed = Relationship()


class Height(BaseModel):
    most: Optional[int] = None

    def apply(self, query):
        if self.most is not None:
            query = query.where(Plant.height <= self.most)
        return query


class PlantFilter(BaseModel):
    bed_id: Optional[int] = None
    height: Optional[Height] = None

    def apply(self, query):
        if self.bed_id:
            query = query.where(Plant.bed_id == self.bed_id)
        if self.height:
            query = self.height.apply(query)
        return query


class PlantSearch(BaseModel):
    filter: PlantFilter | None = None


def session():
    with Session(engine) as opened:
        yield opened


@app.post("/plants")
def plants(search: PlantSearch, opened: Session = Depends(session)):
    query = select(Plant)
    if search.filter:
        query = search.filter.apply(query)
    found = opened.exec(query.limit(100)).all()
    return [{"height": plant.height, "bed": plant.bed.name} for plant in found]  # expect: lazy-load-in-loop
