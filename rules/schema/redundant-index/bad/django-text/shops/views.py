from django.http import JsonResponse

from .models import Shop


def of_a_group(request, group):
    shops = Shop.objects.filter(other_number__startswith=group)[:50]
    return JsonResponse({"shops": [shop.number for shop in shops]})
