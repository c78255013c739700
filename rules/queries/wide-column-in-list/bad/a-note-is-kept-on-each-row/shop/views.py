from django.shortcuts import render
from django.utils import timezone

from .models import Delivery


def index(request):
    deliveries = list(Delivery.objects.order_by("sent"))  # expect: wide-column-in-list
    for delivery in deliveries:
        # No column: it is for the page only.
        delivery.age = timezone.now() - delivery.sent
    return render(request, "table.html", {"deliveries": deliveries})
