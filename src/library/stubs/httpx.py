"""httpx: clients whose calls ask other hosts; those of an asynchronous client are awaited."""


class Client:
    def __init__(self, *args, **kwargs):
        __outside__("client", "httpx.Client")

    def __enter__(self):
        return self

    def __aenter__(self):
        return self

    def request(self, method, url, **kwargs):
        return __outside__("http", "httpx.Client.request", url)

    def get(self, url, **kwargs):
        return __outside__("http", "httpx.Client.get", url)

    def post(self, url, **kwargs):
        return __outside__("http", "httpx.Client.post", url)

    def put(self, url, **kwargs):
        return __outside__("http", "httpx.Client.put", url)

    def patch(self, url, **kwargs):
        return __outside__("http", "httpx.Client.patch", url)

    def delete(self, url, **kwargs):
        return __outside__("http", "httpx.Client.delete", url)

    def head(self, url, **kwargs):
        return __outside__("http", "httpx.Client.head", url)

    def stream(self, method, url, **kwargs):
        return __outside__("http", "httpx.Client.stream", url)

    def send(self, request, **kwargs):
        return __outside__("http", "httpx.Client.send")

    def __getattr__(self, name):
        return __input__


class AsyncClient(Client):
    """Only awaited calls wait: without `await` there is no request yet."""

    def __init__(self, *args, **kwargs):
        __outside__("client", "httpx.AsyncClient")

    def request(self, method, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.request", url)

    def get(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.get", url)

    def post(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.post", url)

    def put(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.put", url)

    def patch(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.patch", url)

    def delete(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.delete", url)

    def head(self, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.head", url)

    def stream(self, method, url, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.stream", url)

    def send(self, request, **kwargs):
        return __awaited__("http", "httpx.AsyncClient.send")


def request(method, url, **kwargs):
    return __outside__("http", "httpx.request", url)


def get(url, **kwargs):
    return __outside__("http", "httpx.get", url)


def post(url, **kwargs):
    return __outside__("http", "httpx.post", url)


def put(url, **kwargs):
    return __outside__("http", "httpx.put", url)


def patch(url, **kwargs):
    return __outside__("http", "httpx.patch", url)


def delete(url, **kwargs):
    return __outside__("http", "httpx.delete", url)


def head(url, **kwargs):
    return __outside__("http", "httpx.head", url)
