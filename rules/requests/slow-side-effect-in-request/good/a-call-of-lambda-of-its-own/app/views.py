from django.http import HttpResponse

from app.tasks import thank


def order(request):
    thank(request.POST["mail"])
    return HttpResponse("")
