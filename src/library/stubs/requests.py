"""requests: every verb asks another host and waits."""


class Response:
    def __getattr__(self, name):
        return __input__()


def request(method, url, **kwargs):
    return __outside__("http", "requests.request", url)


def get(url, params=None, **kwargs):
    return __outside__("http", "requests.get", url)


def post(url, data=None, json=None, **kwargs):
    return __outside__("http", "requests.post", url)


def put(url, data=None, **kwargs):
    return __outside__("http", "requests.put", url)


def patch(url, data=None, **kwargs):
    return __outside__("http", "requests.patch", url)


def delete(url, **kwargs):
    return __outside__("http", "requests.delete", url)


def head(url, **kwargs):
    return __outside__("http", "requests.head", url)


def options(url, **kwargs):
    return __outside__("http", "requests.options", url)


class Session:
    def __init__(self, *args, **kwargs):
        self.headers = {}
        __outside__("client", "requests.Session")

    def __enter__(self):
        return self

    def request(self, method, url, **kwargs):
        return __outside__("http", "requests.Session.request", url)

    def get(self, url, **kwargs):
        return __outside__("http", "requests.Session.get", url)

    def post(self, url, data=None, json=None, **kwargs):
        return __outside__("http", "requests.Session.post", url)

    def put(self, url, data=None, **kwargs):
        return __outside__("http", "requests.Session.put", url)

    def patch(self, url, data=None, **kwargs):
        return __outside__("http", "requests.Session.patch", url)

    def delete(self, url, **kwargs):
        return __outside__("http", "requests.Session.delete", url)

    def head(self, url, **kwargs):
        return __outside__("http", "requests.Session.head", url)

    def send(self, request, **kwargs):
        return __outside__("http", "requests.Session.send")

    def __getattr__(self, name):
        return __input__()


session = Session
