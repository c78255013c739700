from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql://localhost/teams", pool_pre_ping=True)
make_session = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)


def open_session():
    with make_session() as session:
        yield session


def account(key: str = Header(), session: Session = Depends(open_session)) -> Account:
    found = session.scalars(select(Account).where(Account.key == key)).one_or_none()
    if found is None:
        raise HTTPException(401)
    return found


app = FastAPI()


@app.get("/board")
def board(who: Account = Depends(account)):
    return {"account": who.id}


@app.get("/calendar")
def calendar(who: Account = Depends(account)):
    return {"account": who.id}


@app.get("/files")
def files(who: Account = Depends(account)):
    return {"account": who.id}
