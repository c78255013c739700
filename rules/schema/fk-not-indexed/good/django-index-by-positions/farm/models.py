from django.contrib.postgres.indexes import OpClass
from django.db import models


class Field(models.Model):
    name = models.CharField(max_length=80)


class Harvest(models.Model):
    field = models.ForeignKey(Field, on_delete=models.PROTECT, db_index=False)
    day = models.DateField()
    crop = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index("field", "day", OpClass("crop", name="varchar_pattern_ops"), name="harvest_of_field")]
