from django.http import HttpResponse

from .models import Author


def index(request):
    for author in Author.objects.filter(note=""):
        author.note = author.name
        author.save()
    return HttpResponse("done")
