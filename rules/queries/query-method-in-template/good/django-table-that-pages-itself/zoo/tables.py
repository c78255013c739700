import django_tables2 as tables

from .models import Aviary


class AviaryTable(tables.Table):
    name = tables.Column()

    class Meta:
        model = Aviary
        fields = ["name"]
