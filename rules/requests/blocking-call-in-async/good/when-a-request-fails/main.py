import requests
from fastapi import FastAPI, Request

from night import report

app = FastAPI()


@app.middleware("http")
async def tell_failures(request: Request, call_next):
    try:
        return await call_next(request)
    except Exception as error:
        report(str(error))
        raise


@app.get("/rates")
def rates():
    return {}
