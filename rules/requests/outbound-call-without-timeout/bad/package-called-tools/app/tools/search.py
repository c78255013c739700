import requests


def ask(question):
    return requests.get("https://example.org/search", params={"q": question}).json()  # expect: outbound-call-without-timeout
