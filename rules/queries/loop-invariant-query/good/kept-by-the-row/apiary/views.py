from django.shortcuts import render

from .models import Hive


def index(request):
    user = request.user
    hives = [hive for hive in Hive.objects.filter(owner=user) if hive.may_be_seen_by(user)]
    return render(request, "hives.html", {"hives": hives})
