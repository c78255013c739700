from django.http import HttpResponse

from .models import Shelf


def clear(request):
    for shelf in Shelf.objects.filter(closed=True):
        shelf.clear()
    return HttpResponse()
