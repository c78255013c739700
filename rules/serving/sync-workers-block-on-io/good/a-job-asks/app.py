import requests
from celery import Celery
from flask import Flask

app = Flask(__name__)
celery = Celery(__name__)


@celery.task
def fetch():
    return requests.get("https://rates.example.org/today", timeout=5).json()


@app.route("/")
def index():
    return "ok"
