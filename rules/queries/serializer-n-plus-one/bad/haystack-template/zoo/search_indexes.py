from haystack import indexes

from .models import Bird


class BirdIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True, use_template=True)

    def get_model(self):
        return Bird

    def index_queryset(self, using=None):
        return Bird.objects.all()  # expect: serializer-n-plus-one
