from fastapi import FastAPI
from sqlalchemy import create_engine

app = FastAPI()
engine = create_engine("postgresql://db/app")  # expect: pool-smaller-than-concurrency


@app.get("/")
def home():
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT 1").scalar()
