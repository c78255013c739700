import requests
from requests.adapters import HTTPAdapter


class Rates:
    def __init__(self):
        self.http = requests.Session()
        # More attempts, but each may last for ever.
        self.http.mount("https://", HTTPAdapter(max_retries=3))

    def latest(self):
        return self.http.get("https://rates.example.com/latest").json()  # expect: outbound-call-without-timeout


def once(url):
    with requests.Session() as session:
        return session.post(url, json={}).ok  # expect: outbound-call-without-timeout
