"""django_htmx.middleware: a plain request asks for the whole page."""


class HtmxMiddleware:
    def __init__(self, get_response=None):
        self.get_response = get_response

    def __call__(self, request):
        request.htmx = __absent__(False)
        return __scalar__()
