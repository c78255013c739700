from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80, unique=True)
    seen = models.DateTimeField(null=True)
