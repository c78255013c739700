from django.http import HttpResponse

from .models import Berth, Inspection


def free(request):
    if Inspection.objects.filter(pk=request.POST["id"]).exists():
        inspection = Inspection.objects.get(pk=request.POST["id"])
    else:
        inspection = Inspection()
        inspection.save()
    for at, berth in enumerate(Berth.objects.filter(pier=request.POST["pier"])):
        inspection.progress = at
        inspection.save()
    return HttpResponse(status=204)
