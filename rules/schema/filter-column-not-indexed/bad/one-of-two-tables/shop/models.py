from django.db import models


class Labelled(models.Model):
    label = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Shelf(Labelled):
    height = models.IntegerField()


class Crate(Labelled):
    weight = models.IntegerField()

    class Meta:  # expect: filter-column-not-indexed
        ordering = ["weight"]
