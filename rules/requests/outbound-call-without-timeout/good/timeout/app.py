import requests


def rates():
    return requests.get("https://rates.example.com/latest", timeout=5).json()


def notify(url, event):
    requests.post(
        url,
        json=event,
        timeout=(3, 10),
    )
