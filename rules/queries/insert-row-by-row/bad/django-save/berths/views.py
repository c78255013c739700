from django.http import HttpResponse

from .models import Berth


def free(request):
    for pier in request.POST.getlist("pier"):
        berth = Berth(pier=pier)
        berth.save()  # expect: insert-row-by-row
    return HttpResponse(status=204)
