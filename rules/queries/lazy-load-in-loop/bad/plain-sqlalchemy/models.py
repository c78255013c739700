from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_engine("postgresql://localhost/books")


class Base(DeclarativeBase):
    pass


class Payer(Base):
    __tablename__ = "payer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Invoice(Base):
    __tablename__ = "invoice"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    payer_id: Mapped[int] = mapped_column(ForeignKey("payer.id"), index=True)
    payer: Mapped["Payer"] = relationship()
