from django.http import JsonResponse
from django.shortcuts import render

from .models import Copy


def index(request):
    copies = Copy.objects.select_related("owner")
    lines = []
    for copy in copies:
        lines.append((copy.owner.name, copy.book.title))  # expect: lazy-load-in-loop
    return JsonResponse({"lines": lines})
