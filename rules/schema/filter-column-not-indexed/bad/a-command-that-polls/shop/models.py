from django.db import models


class Check(models.Model):
    name = models.CharField(max_length=80)
    due = models.DateTimeField(null=True)  # expect: filter-column-not-indexed
    status = models.CharField(max_length=8, default="new")
