from django.http import JsonResponse

from .models import Source


def state(request):
    sources = Source.objects.filter(name__in=["tides", "weather", "customs"])
    return JsonResponse({"sources": [source.owner for source in sources]})


def piers(request):
    sources = Source.objects.filter(number__in=[3, 8])
    return JsonResponse({"sources": [source.owner for source in sources]})
