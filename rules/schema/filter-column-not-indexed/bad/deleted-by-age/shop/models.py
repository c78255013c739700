from django.db import models


class View(models.Model):
    path = models.CharField(max_length=200)
    seen = models.DateTimeField()  # expect: filter-column-not-indexed
