from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=40)


class Berth(models.Model):
    pier = models.CharField(max_length=40)
    boats = models.ManyToManyField(Boat)
