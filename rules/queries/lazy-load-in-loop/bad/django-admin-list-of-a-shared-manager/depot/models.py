from django.db import models

from depot.managers import StampedManager


class Keeper(models.Model):
    name = models.CharField(max_length=80)


class Hall(models.Model):
    title = models.CharField(max_length=80)
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE)

    objects = StampedManager()
