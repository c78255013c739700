from django.http import JsonResponse

from .models import Rebuild


def state(request, index):
    return JsonResponse({"rebuilds": Rebuild.objects.filter(index=index).exists()})
