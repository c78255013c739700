from django.http import HttpResponse
from django.utils import timezone

from .models import View


def add(request):
    View.objects.create(path=request.path, project_id=1, seen=timezone.now())
    return HttpResponse(status=201)


def show(request, slug):
    found = View.objects.filter(project__slug=slug, seen__gte=timezone.now())
    return HttpResponse([v.path for v in found])
