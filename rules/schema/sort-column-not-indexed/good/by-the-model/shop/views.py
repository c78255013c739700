from django.http import HttpResponse

from .models import Entry


def add(request):
    Entry.objects.create(text=request.POST["text"])
    return HttpResponse(status=201)


def newest(request):
    return HttpResponse([e.text for e in Entry.objects.all()[:20]])


def some(request):
    return HttpResponse([e.text for e in Entry.objects.order_by("pk")[:20]])
