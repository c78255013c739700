import requests


def send(method, url, **options):
    return requests.request(method, url, **options).json()


def comment(issue, text):
    return send("POST", issue, json={"text": text}, timeout=5)
