import requests

OPTIONS = {"timeout": 5}


def fetch(url, **options):
    return requests.get(url, **{**OPTIONS, **options})
