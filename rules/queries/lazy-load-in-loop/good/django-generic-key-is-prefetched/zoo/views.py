from django.http import JsonResponse

from .models import Remark


def birds(request):
    found = Remark.objects.prefetch_related("about")
    return JsonResponse({remark.text: str(remark.about) for remark in found})
