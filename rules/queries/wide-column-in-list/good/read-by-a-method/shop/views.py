from django.shortcuts import render

from .models import Author


def index(request):
    return render(request, "table.html", {"authors": Author.objects.order_by("name")})
