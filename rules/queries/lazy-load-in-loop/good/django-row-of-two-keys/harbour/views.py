from django.http import JsonResponse

from .models import Berth


def berth(request, quay, number):
    return JsonResponse({"boats": [berth.boat.name for berth in Berth.objects.filter(quay=quay, number=number)]})
