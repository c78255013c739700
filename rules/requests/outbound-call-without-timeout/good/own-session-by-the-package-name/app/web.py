from requests import Session as PlainSession


class Session(PlainSession):
    def request(self, method, url, **kwargs):
        kwargs.setdefault("timeout", 30)
        return super().request(method, url, **kwargs)
