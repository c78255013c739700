from haystack import indexes

from .models import Bird


class BirdIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True, use_template=True)
    aviary_key = indexes.IntegerField()

    def get_model(self):
        return Bird

    def prepare_aviary_key(self, bird):
        return bird.aviary.pk
