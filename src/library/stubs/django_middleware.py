"""django.utils.deprecation: middleware with hooks of its own."""


class MiddlewareMixin:
    def __init__(self, get_response=None):
        self.get_response = get_response

    def __call__(self, request):
        if hasattr(self, "process_request"):
            self.process_request(request)
        response = __scalar__()
        if hasattr(self, "process_response"):
            response = self.process_response(request, response)
        return response
