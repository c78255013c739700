from django.http import HttpResponse

from .models import Berth


def free(request):
    for berth in Berth.objects.filter(pier=request.POST["pier"]):
        berth.is_free = True
        berth.save()  # expect: update-row-by-row
    return HttpResponse(status=204)
