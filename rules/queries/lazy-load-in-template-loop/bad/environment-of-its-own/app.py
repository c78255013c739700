import jinja2
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, sessionmaker

engine = create_engine("postgresql://localhost/pottery")
Session = sessionmaker(bind=engine)
pages = jinja2.Environment(loader=jinja2.FileSystemLoader("templates"), autoescape=True)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Potter(Base):
    __tablename__ = "potter"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Bowl(Base):
    __tablename__ = "bowl"

    id: Mapped[int] = mapped_column(primary_key=True)
    glaze: Mapped[str] = mapped_column(String(40))
    potter_id: Mapped[int] = mapped_column(ForeignKey("potter.id"), index=True)
    potter: Mapped["Potter"] = relationship()


def page(name, context):
    return HTMLResponse(pages.get_template(name).render(context))


@app.get("/bowls")
def bowls():
    with Session() as session:
        rows = session.query(Bowl).order_by(Bowl.id).limit(100).all()
        return page("bowls.html", {"bowls": rows})
