import os

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask



def send_mails():
    return None


def create_app():
    app = Flask(__name__)
    if os.environ.get("SCHEDULER") == "1":
        scheduler = BackgroundScheduler()
        scheduler.add_job(send_mails, "interval", minutes=5)
        scheduler.start()

    return app


app = create_app()


@app.get("/")
def index():
    return "ok"
