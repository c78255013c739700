from django.shortcuts import redirect
from django.views.generic import ListView

from .models import Boat


class BoatList(ListView):
    model = Boat  # expect: unbounded-list-query
    template_name = "harbour/boat_list.html"


def moor(request):
    Boat.objects.create(name=request.POST["name"], berth=1, skipper_id=request.POST["skipper"])
    return redirect("boats")
