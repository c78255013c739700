from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)


class Bird(models.Model):
    ring = models.CharField(max_length=20)
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE)
