from fastapi import FastAPI
from sqlalchemy import create_engine

app = FastAPI()
engine = create_engine("postgresql://db/app")


@app.get("/")
def home():
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT 1").scalar()


@app.get("/live")
async def live():
    return {}
