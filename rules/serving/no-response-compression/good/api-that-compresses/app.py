from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from sqlalchemy import Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql://shop@db.example/shop", pool_pre_ping=True)
Local = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Offer(Base):
    __tablename__ = "offers"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


def session():
    with Local() as opened:
        yield opened


app = FastAPI()
app.add_middleware(GZipMiddleware, minimum_size=1000)


@app.get("/offers")
def offers(db: Session = Depends(session)):
    return [{"name": offer.name} for offer in db.scalars(select(Offer)).all()]
