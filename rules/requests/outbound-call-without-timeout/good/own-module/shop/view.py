from . import requests


def take(key):
    return requests.get(key)
