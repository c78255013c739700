from django.http import HttpResponse

from .models import Project


def add(request):
    Project.objects.create(name=request.POST["name"])
    return HttpResponse(status=201)


def show(request):
    return HttpResponse(Project.objects.get(api_key=request.GET["key"]).name)
