from django.http import HttpResponse

from .models import Berth


def free(request):
    Berth.objects.filter(pier=request.POST["pier"]).update(is_free=True)
    return HttpResponse(status=204)
