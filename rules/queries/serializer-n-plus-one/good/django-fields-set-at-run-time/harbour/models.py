from django.db import models


class Flag(models.Model):
    name = models.CharField(max_length=80)


class Boat(models.Model):
    name = models.CharField(max_length=80)
    flags = models.ManyToManyField(Flag)
