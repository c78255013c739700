from fastapi import FastAPI
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = FastAPI()
engine = create_engine("postgresql://db/keys")


class Base(DeclarativeBase):
    pass


class Key(Base):
    __tablename__ = "keys"
    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str]
    worn: Mapped[bool]


def renewed(door):
    with Session(engine) as session:
        key = session.scalars(select(Key).where(Key.door == door).with_for_update()).first()
        return key.worn


@app.get("/doors")
def doors():
    with Session(engine) as session:
        return [renewed(key.door) for key in session.scalars(select(Key))]
