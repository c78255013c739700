"""aiohttp: a session whose calls ask other hosts while the event loop goes on."""
import httpx


class ClientSession(httpx.AsyncClient):
    def __init__(self, *args, **kwargs):
        __outside__("client", "aiohttp.ClientSession")
