from django.db import models


class Owner(models.Model):
    name = models.CharField(max_length=80)


class Flag(models.Model):
    colour = models.CharField(max_length=40)


class Boat(models.Model):
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE)
    flags = models.ManyToManyField(Flag)
