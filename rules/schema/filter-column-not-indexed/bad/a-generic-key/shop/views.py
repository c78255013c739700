from django.http import HttpResponse

from .models import Remark


def add(request):
    Remark.objects.create(text=request.POST["text"])
    return HttpResponse(status=201)


def show(request, kind, key):
    found = Remark.objects.filter(content_type_id=kind, object_id=key)
    return HttpResponse([r.text for r in found])
