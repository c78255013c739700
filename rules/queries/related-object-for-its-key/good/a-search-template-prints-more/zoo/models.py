from django.db import models


class Aviary(models.Model):
    name = models.CharField(max_length=80)


class Bird(models.Model):
    ring = models.CharField(max_length=20)
    aviary = models.ForeignKey(Aviary, on_delete=models.CASCADE)
