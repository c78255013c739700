import json
from itertools import islice

from django.http import HttpResponse

from .models import Letter, Mailing


def parts(keys, *, size=20):
    size = max(1, size)
    keys = iter(keys)
    part = list(islice(keys, size))
    while len(part) > 0:
        yield part
        part = list(islice(keys, size))


def post(letters):
    sent = 0
    for part in parts(letters, size=100):
        sent += len(json.dumps(part))
    return sent


def send(request, number):
    mailing = Mailing.objects.get(pk=number)
    keys = mailing.letters.filter(sent=False).values_list("id", flat=True)
    sent = 0
    for part in parts(keys, size=50):
        letters = (letter.text for letter in Letter.objects.filter(pk__in=part))
        sent += post(letters)
    return HttpResponse(sent)
