from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Wheel


def by_number(wheel):
    return {repair: repair.number for repair in wheel.repairs.order_by("number")}


def wheel(request, pk):
    repairs = by_number(get_object_or_404(Wheel, pk=pk))
    brooks = [repair.wheel.brook.name for repair, number in repairs.items()]
    return JsonResponse({"brooks": brooks})
