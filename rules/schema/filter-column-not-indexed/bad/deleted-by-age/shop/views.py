from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from .models import View


def add(request):
    View.objects.create(path=request.path, seen=timezone.now())
    View.objects.filter(seen__lt=timezone.now() - timedelta(days=30)).delete()
    return HttpResponse(status=201)
