from django.views.generic import ListView

from .models import Boat


class BoatList(ListView):
    model = Boat
    paginate_by = 50
