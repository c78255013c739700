import requests


def get(path, **options):
    return requests.get(f"https://prices.example/{path}", **options).json()  # expect: outbound-call-without-timeout


def of_today():
    return get("today", params={"currency": "EUR"})
