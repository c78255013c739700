import django_tables2 as tables

from .models import Aviary


class AviaryTable(tables.Table):
    name = tables.Column()
    inmates = tables.Column(accessor="id", empty_values=())  # expect: hidden-query-in-loop

    class Meta:
        model = Aviary
        fields = ["name", "inmates"]

    def render_inmates(self, record, value):
        return record.birds.filter(ring__startswith="A").count()
