from django.db import models


class Part(models.Model):
    number = models.CharField(max_length=40, unique=True)
    weight = models.IntegerField(default=0)
