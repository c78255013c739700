from django_tables2 import SingleTableView

from .models import Aviary
from .tables import AviaryTable


class Aviaries(SingleTableView):
    table_class = AviaryTable
    template_name = "aviaries.html"

    def get_queryset(self):
        return Aviary.objects.order_by("name")
