from django.http import HttpResponse

from .models import Entry


def add(request):
    Entry.objects.create(text=request.POST["text"], owner_id=request.POST["owner"])
    return HttpResponse(status=201)


def newest(request, owner):
    return HttpResponse([e.text for e in Entry.objects.filter(owner=owner)[:20]])


def some(request):
    return HttpResponse([e.text for e in Entry.objects.order_by("pk")[:20]])
