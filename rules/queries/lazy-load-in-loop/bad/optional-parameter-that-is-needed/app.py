from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

app = FastAPI()
make_session = sessionmaker(create_engine("postgresql://localhost/seats", pool_pre_ping=True))


class Base(DeclarativeBase):
    pass


class Guest(Base):
    __tablename__ = "guests"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Seat(Base):
    __tablename__ = "seats"
    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(index=True)
    tour_id: Mapped[int] = mapped_column(index=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guests.id"), index=True)
    guest: Mapped[Guest] = relationship()


def session():
    with make_session() as opened:
        yield opened


@app.get("/seats")
def seats(hall: int | None = None, tour: int | None = None, session: Session = Depends(session)):
    if hall is None and tour is None:
        raise HTTPException(422, "hall or tour is needed")
    query = select(Seat).where(Seat.hall_id == hall, Seat.tour_id == tour).limit(200)
    return [seat.guest.name for seat in session.scalars(query)]  # expect: lazy-load-in-loop
