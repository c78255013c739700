import requests


def get():
    return requests.get("https://rates.example.org", timeout=3).text
