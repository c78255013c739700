from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

import fcntl


def send_mails():
    return None


def create_app():
    app = Flask(__name__)
    lock = open("/tmp/scheduler.lock", "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return app
    scheduler = BackgroundScheduler()
    scheduler.add_job(send_mails, "interval", minutes=5)
    scheduler.start()

    return app


app = create_app()


@app.get("/")
def index():
    return "ok"
