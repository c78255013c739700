from django.db import models


class Cup(models.Model):
    name = models.CharField(max_length=40)
