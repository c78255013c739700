from django.apps import apps
from django.http import JsonResponse


def birds(request):
    model = apps.get_model("zoo", request.GET["kind"])
    rings = request.GET.getlist("ring")
    return JsonResponse({ring: model.objects.get(ring=ring).pk for ring in rings})  # expect: query-in-loop
