from django.http import JsonResponse

from .models import Cup


def next_cup(request):
    cup = Cup.objects.order_by("uses", "?").first()
    return JsonResponse({"id": cup.id})
