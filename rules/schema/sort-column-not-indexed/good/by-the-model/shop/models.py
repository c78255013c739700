from django.db import models


class Entry(models.Model):
    text = models.TextField()
    written = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-written"]
