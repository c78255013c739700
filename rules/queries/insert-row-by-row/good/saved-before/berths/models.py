from django.db import models


class Berth(models.Model):
    pier = models.CharField(max_length=40)


class Inspection(models.Model):
    progress = models.IntegerField(default=0)
