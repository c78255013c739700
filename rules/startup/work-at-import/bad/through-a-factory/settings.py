import requests


def fetch():
    return requests.get("https://rates.example.org", timeout=3).text  # expect: work-at-import
