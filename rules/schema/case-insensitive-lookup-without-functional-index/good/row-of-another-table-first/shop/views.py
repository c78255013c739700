from django.http import JsonResponse

from .models import Order


def show(request):
    # The orders of one seller are found by their key; only these are compared.
    orders = Order.objects.filter(seller__login__iexact=request.GET["s"], number__iexact=request.GET["n"])
    return JsonResponse({"orders": [o.id for o in orders]})


def add(request):
    Order.objects.create(number=request.POST["number"], seller_id=request.POST["seller"])
    return JsonResponse({})
