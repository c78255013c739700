from django.http import JsonResponse

from .models import Letter


def recent(request):
    names = [letter.sender.name for letter in Letter.objects.all()]  # expect: lazy-load-in-loop
    return JsonResponse({"names": names})
