from django.db import models


class Rebuild(models.Model):
    index = models.CharField(max_length=200)
