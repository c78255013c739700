from django.db import models


class Entry(models.Model):
    text = models.TextField()
    written = models.DateTimeField()  # expect: sort-column-not-indexed

    class Meta:
        ordering = ["-written"]
