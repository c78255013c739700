from django.http import JsonResponse
from django.template.response import TemplateResponse

from .models import Boat


async def index(request):
    return TemplateResponse(request, "boats.html", {"boats": Boat.objects.all()[:50]})


async def names(request):
    boats = Boat.objects.all()[:50]
    return JsonResponse({boat.pk: boat.name async for boat in boats})
