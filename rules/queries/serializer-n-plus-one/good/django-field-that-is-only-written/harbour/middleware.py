from django.core.exceptions import MiddlewareNotUsed


class SignalMiddleware:
    def __init__(self, get_response):
        raise MiddlewareNotUsed
