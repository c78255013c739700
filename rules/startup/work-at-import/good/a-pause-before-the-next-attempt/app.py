import time

from flask import Flask

from store import StoreError, make_tables


def connect():
    for _ in range(5):
        try:
            make_tables()
            break
        except StoreError:
            time.sleep(2)


connect()
app = Flask(__name__)


@app.get("/")
def home():
    return "ok"
