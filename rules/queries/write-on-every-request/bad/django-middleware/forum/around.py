from .models import Notice, Visit


class Seen:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        Visit.objects.create(path=request.path)  # expect: write-on-every-request
        return self.get_response(request)


def unread(request):
    return {}
