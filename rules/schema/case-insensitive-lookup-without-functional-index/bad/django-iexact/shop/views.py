from django.http import JsonResponse

from .models import Order


def show(request):
    orders = Order.objects.filter(email__iexact=request.GET["e"])  # expect: case-insensitive-lookup-without-functional-index
    return JsonResponse({"orders": [o.id for o in orders]})


def add(request):
    Order.objects.create(number=request.POST["number"])
    return JsonResponse({})
