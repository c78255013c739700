import requests
from celery import shared_task


def report(text):
    requests.post("https://chat.example.org/hook", json={"text": text}, timeout=10)


@shared_task
def each_night():
    report("all is well")
