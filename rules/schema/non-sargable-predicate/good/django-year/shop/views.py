from django.http import JsonResponse

from .models import Order


def show(request):
    orders = Order.objects.filter(created_at__year=request.GET["y"])
    return JsonResponse({"orders": [o.id for o in orders]})


def add(request):
    Order.objects.create(number=request.POST["number"])
    return JsonResponse({})
