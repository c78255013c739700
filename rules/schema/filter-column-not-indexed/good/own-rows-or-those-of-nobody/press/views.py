from django.db.models import Q
from django.http import JsonResponse

from .models import Layout


def layout(request):
    found = Layout.objects.filter(Q(title=request.GET["title"]), Q(user=request.user) | Q(user=None)).first()
    return JsonResponse({"id": found and found.id})


def add(request):
    Layout.objects.create(user=request.user, title=request.POST["title"])
    return JsonResponse({})
