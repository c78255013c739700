from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import create_engine, text

app = FastAPI()


class Source(BaseModel):
    url: str


def tables(url):
    engine = create_engine(url, pool_pre_ping=True)
    with engine.connect() as connection:
        return connection.execute(text("SELECT table_name FROM information_schema.tables LIMIT 50")).scalars().all()


@app.post("/sources/tables")
def tables_of_a_source(source: Source):
    return tables(source.url)


@app.post("/sources/test")
def ping():
    engine = create_engine("postgresql://localhost/boats", pool_pre_ping=True)
    with engine.connect() as connection:
        return connection.execute(text("SELECT 1")).scalar()


class Store:
    def connect(self, parameters):
        url, options = parameters
        if url.startswith("mysql"):
            url = url + "?charset=utf8mb4"
        return create_engine(url, pool_pre_ping=True, connect_args=options)

    def names(self, parameters):
        engine = self.connect(parameters)
        with engine.connect() as connection:
            return connection.execute(text("SELECT name FROM boat LIMIT 20")).scalars().all()


@app.get("/stores/{name}/boats")
def boats_of_a_store(name: str):
    return Store().names((name, {}))
