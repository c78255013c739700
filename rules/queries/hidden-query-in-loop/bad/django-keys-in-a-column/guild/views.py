from django.http import JsonResponse

from .models import Member


def members(request):
    return JsonResponse({m.name: m.titles for m in Member.objects.order_by("id")[:50]})  # expect: hidden-query-in-loop
