from django.http import JsonResponse

from .models import Customer


def index(request):
    shops = []
    for customer in Customer.objects.regular():
        shops.append(customer.shop.name)  # expect: lazy-load-in-loop
    return JsonResponse({"shops": shops})
