from django.http import JsonResponse

from .models import Invoice, Order


def index(request):
    invoices = Invoice.objects.visible_to(request.user)
    payers = [invoice.customer.name for invoice in invoices]  # expect: lazy-load-in-loop
    orders = Order.objects.visible_to(request.user)
    buyers = [order.customer.name for order in orders]  # expect: lazy-load-in-loop
    return JsonResponse({"payers": payers, "buyers": buyers})
