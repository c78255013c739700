from django.http import HttpResponse
from django.utils import timezone

from .models import View


def add(request):
    View.objects.create(path=request.path, role_id=1, seen=timezone.now())
    return HttpResponse(status=201)


def show(request, slug):
    found = View.objects.filter(role__slug=slug, path=request.GET["path"])
    return HttpResponse([v.seen for v in found])
