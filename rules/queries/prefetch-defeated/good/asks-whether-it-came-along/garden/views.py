from django.shortcuts import render

from .models import Bed


def beds(request):
    beds = Bed.objects.prefetch_related("plants")[:40]
    return render(request, "beds.html", {"beds": [(bed.name, bed.is_harvested) for bed in beds]})
