from django.http import JsonResponse

from .models import Remark


def birds(request):
    return JsonResponse({remark.text: str(remark.about) for remark in Remark.objects.all()})  # expect: lazy-load-in-loop
