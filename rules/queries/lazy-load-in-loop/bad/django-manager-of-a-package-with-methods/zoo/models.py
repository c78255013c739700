from django.db import models
from kept_rows.models import KeptManager


class Keeper(models.Model):
    name = models.CharField(max_length=80)


class BirdManager(KeptManager):
    def ringed(self):
        return self.exclude(ring="")


class Bird(models.Model):
    ring = models.CharField(max_length=20)
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE)

    objects = BirdManager()
