from django.http import HttpResponse

from .models import Check


def add(request):
    Check.objects.create(name=request.POST["name"])
    return HttpResponse(status=201)
