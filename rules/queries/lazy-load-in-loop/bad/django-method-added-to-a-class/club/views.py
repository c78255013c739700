from django.contrib.auth.models import User
from django.http import JsonResponse


def members(request):
    return JsonResponse({"members": [user.colour() for user in User.objects.order_by("id")[:50]]})
