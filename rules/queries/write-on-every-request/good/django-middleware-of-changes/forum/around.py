from .models import Notice, Visit


class Seen:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "GET":
            Visit.objects.create(path=request.path)
        return self.get_response(request)


def unread(request):
    return {}
