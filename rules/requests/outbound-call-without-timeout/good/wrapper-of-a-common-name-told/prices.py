import requests


def get(path, **options):
    return requests.get(f"https://prices.example/{path}", **options).json()
