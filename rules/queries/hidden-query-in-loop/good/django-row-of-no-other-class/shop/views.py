from django.http import JsonResponse
from elasticsearch_dsl.response import Hit

from .models import Song


def title(found):
    if isinstance(found, Hit):
        found = Song.objects.get(key=found.key)
    return found.title


def index(request):
    return JsonResponse({"titles": [title(song) for song in Song.objects.filter(key__in=request.GET.getlist("key"))]})
