"""django-modelcluster: models that are edited together with their children."""
import modelcluster.unsaved
from django.db import models


class ClusterableModel(modelcluster.unsaved.Cluster, models.Model):
    class Meta:
        abstract = True


class ParentalKey(models.ForeignKey):
    pass


class ParentalManyToManyField(models.ManyToManyField):
    pass
