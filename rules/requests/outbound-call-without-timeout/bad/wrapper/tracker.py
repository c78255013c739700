import requests


class Tracker:
    def comment(self, issue, text):
        return self._send("POST", issue, json={"text": text})

    @staticmethod
    def _send(method, url, **options):
        return requests.request(method, url, **options).json()  # expect: outbound-call-without-timeout
