from .models import Notice, Visit


class Seen:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


def unread(request):
    return {"unread": Notice.objects.filter(unread=True)}
