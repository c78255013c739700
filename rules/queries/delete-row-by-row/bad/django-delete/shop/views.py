from django.http import HttpResponse

from .models import Token


def clean(request):
    for token in Token.objects.filter(expired=True):
        token.delete()  # expect: delete-row-by-row
    return HttpResponse(status=204)
