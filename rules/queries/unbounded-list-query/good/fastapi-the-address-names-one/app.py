from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

sessions = sessionmaker(create_engine("postgresql://localhost/harbour"))


class Base(DeclarativeBase):
    pass


class Landing(Base):
    __tablename__ = "landings"
    id: Mapped[int] = mapped_column(primary_key=True)
    boat: Mapped[str]
    landed_at: Mapped[datetime] = mapped_column(server_default=func.now())


def database():
    with sessions() as session:
        yield session


Database = Annotated[Session, Depends(database)]
app = FastAPI()


def landings_of(session: Session, boat: str | None = None):
    if not boat:
        return session.scalars(select(Landing)).all()
    return session.scalars(select(Landing).where(Landing.boat == boat).limit(50)).all()


@app.post("/landings", status_code=201)
def create_landing(boat: str, session: Database):
    session.add(Landing(boat=boat))
    session.commit()


# An address without the boat is none of this rule, so that all landings are never read.
@app.get("/boats/{boat}/landings")
def show_landings(boat: str, session: Database):
    return [landing.landed_at for landing in landings_of(session, boat)]
