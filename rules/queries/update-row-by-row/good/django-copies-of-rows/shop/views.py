from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Line, Plan


def copy_plan(request, pk):
    plan = get_object_or_404(Plan, pk=pk)
    copied = Plan.objects.create(name=plan.name)
    for line in Line.objects.filter(plan=plan):
        line.pk = None
        line.plan = copied
        line.save()
    return JsonResponse({"copied": copied.pk})
