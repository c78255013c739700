from django.views.generic import ListView

from .models import Boat


class BoatList(ListView):
    queryset = Boat.objects.select_related("skipper")
    paginate_by = 50
