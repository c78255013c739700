"""`requests` is a dictionary here, and not the HTTP client."""


def take(requests, key):
    return requests.get(key)
