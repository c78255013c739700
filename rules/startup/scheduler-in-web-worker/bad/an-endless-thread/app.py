import threading
import time

from flask import Flask

app = Flask(__name__)


def watch():
    while True:
        time.sleep(60)


threading.Thread(target=watch, daemon=True).start()  # expect: scheduler-in-web-worker


@app.get("/")
def index():
    return "ok"
