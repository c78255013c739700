from django.db import models


class Bird(models.Model):
    ring = models.CharField(max_length=20)
    species = models.CharField(max_length=80)
    colour = models.CharField(max_length=80)
    weight = models.IntegerField()
    hatched = models.DateField()
    is_sold = models.BooleanField(default=False)
    buyer = models.CharField(max_length=80)
    body = models.TextField()
