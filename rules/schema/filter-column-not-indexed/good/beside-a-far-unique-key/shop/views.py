from django.http import HttpResponse

from .models import Revision


def keep(request, answer):
    Revision.objects.create(answer_id=answer, uuid=request.POST["uuid"], body=request.POST["body"])
    return HttpResponse(status=201)


def show(request, number, uuid):
    revision = Revision.objects.filter(answer__number=number, uuid=uuid).first()
    return HttpResponse(revision.body)
