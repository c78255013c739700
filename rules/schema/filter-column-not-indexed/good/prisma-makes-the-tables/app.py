from fastapi import Depends, FastAPI
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = FastAPI()
engine = create_engine("postgresql+psycopg://localhost/greenhouse")


class Base(DeclarativeBase):
    pass


class Token(Base):
    __tablename__ = "oauth_tokens"
    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String)


def session():
    with Session(engine) as opened:
        yield opened


@app.get("/tokens/{owner}")
def tokens(owner: str, opened: Session = Depends(session)):
    return [token.id for token in opened.scalars(select(Token).where(Token.owner == owner).limit(20))]


@app.post("/tokens/{owner}")
def add(owner: str, opened: Session = Depends(session)):
    opened.add(Token(id=owner, owner=owner))
    opened.commit()
