from django_elasticsearch_dsl import Document, fields
from django_elasticsearch_dsl.registries import registry

from .models import Bird


@registry.register_document
class BirdDocument(Document):
    ring = fields.KeywordField()

    class Django:
        model = Bird
        fields = ["id", "species", "colour"]

    def should_index_object(self, bird):
        return not bird.is_sold
