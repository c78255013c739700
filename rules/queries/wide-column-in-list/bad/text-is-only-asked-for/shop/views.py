from django.shortcuts import render

from .models import Delivery


def index(request):
    return render(request, "table.html", {"deliveries": Delivery.objects.order_by("sent")})  # expect: wide-column-in-list
