from django.http import JsonResponse

from .models import Author


def index(request):
    return JsonResponse({"names": [author.name for author in Author.objects.only("name")]})
