import requests


def bound_requests(seconds):
    plain = requests.Session.request

    def request(self, method, url, **options):
        options.setdefault("timeout", seconds)
        return plain(self, method, url, **options)

    requests.Session.request = request
