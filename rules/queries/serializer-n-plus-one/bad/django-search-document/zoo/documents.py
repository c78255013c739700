from django_elasticsearch_dsl import Document, fields
from django_elasticsearch_dsl.registries import registry

from .models import Bird


@registry.register_document
class BirdDocument(Document):
    ring = fields.KeywordField()
    aviary = fields.KeywordField(attr="aviary.name")
    keeper = fields.TextField()

    class Django:
        model = Bird

    def get_queryset(self):
        return super().get_queryset().select_related("keeper")  # expect: serializer-n-plus-one

    def prepare_keeper(self, bird):
        return bird.keeper.name
