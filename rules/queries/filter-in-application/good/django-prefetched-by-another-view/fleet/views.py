from django.http import JsonResponse

from .models import Boat, Engine


def boats(request):
    rows = Boat.objects.prefetch_related("engines").order_by("id")[:50]
    return JsonResponse({"engines": [boat.main_engine for boat in rows]})


def launch(request):
    boat = Boat.objects.create(name=request.POST["name"])
    Engine.objects.create(boat=boat, name=request.POST["engine"], is_main=True)
    return JsonResponse({"engine": boat.main_engine}, status=201)
