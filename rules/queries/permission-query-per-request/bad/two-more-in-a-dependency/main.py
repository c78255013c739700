from fastapi import APIRouter, Depends, FastAPI, HTTPException
from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql://localhost/teams", pool_pre_ping=True)
make_session = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)


class Seat(Base):
    __tablename__ = "seat"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    team: Mapped[str]


class Invoice(Base):
    __tablename__ = "invoice"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


def open_session():
    with make_session() as session:
        yield session


def paying_account(account_id: int, session: Session = Depends(open_session)) -> Account:  # expect: permission-query-per-request
    account = session.get(Account, account_id)
    seats = session.scalar(select(func.count(Seat.id)).where(Seat.account_id == account_id))
    unpaid = session.scalar(select(func.count(Invoice.id)).where(Invoice.account_id == account_id))
    if unpaid > seats:
        raise HTTPException(402)
    return account


app = FastAPI()
router = APIRouter(prefix="/accounts/{account_id}", dependencies=[Depends(paying_account)])


@router.get("/board")
def board(account_id: int):
    return {"account": account_id}


@router.get("/calendar")
def calendar(account_id: int):
    return {"account": account_id}


@router.get("/files")
def files(account_id: int):
    return {"account": account_id}


app.include_router(router)
