from django.http import JsonResponse

from .models import Quote


def quote(request):
    found = Quote.objects.order_by("?").first()  # expect: order-by-random
    return JsonResponse({"text": found.text})
