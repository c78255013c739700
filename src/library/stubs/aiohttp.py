"""aiohttp: a session whose calls ask other hosts while the event loop goes on."""
import httpx


class ClientSession(httpx.AsyncClient):
    def __init__(self, *args, **kwargs):
        __outside__("client", "aiohttp.ClientSession")

    def request(self, method, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.request", url)

    def get(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.get", url)

    def post(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.post", url)

    def put(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.put", url)

    def patch(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.patch", url)

    def delete(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.delete", url)

    def head(self, url, **kwargs):
        return __awaited__("http", "aiohttp.ClientSession.head", url)
