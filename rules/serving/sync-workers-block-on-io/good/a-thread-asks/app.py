from threading import Thread

import requests
from flask import Flask

app = Flask(__name__)


class Notice(Thread):
    def run(self):
        requests.post("https://chat.example.org/hook", timeout=5)


@app.route("/order", methods=["POST"])
def order():
    notice = Notice()
    if app.config.get("IN_PLACE"):
        # For tests, which want to see what is sent.
        notice.run()
    else:
        notice.start()
    return {}
