from .models import Taste


class Tastes:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if hasattr(request, "user") and request.user.is_authenticated:
            if not hasattr(request.user, "taste"):
                Taste.objects.create(user=request.user)
        return self.get_response(request)
