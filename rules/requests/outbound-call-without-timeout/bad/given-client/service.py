import requests


class Breaches:
    def __init__(self, http, base):
        self._http = http
        self.base = base

    def count(self, address):
        try:
            answer = self._http.get(self.base + address)  # expect: outbound-call-without-timeout
        except requests.RequestException:
            return None
        return len(answer.json())
