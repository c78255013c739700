from django.conf import settings
from django.db import models


class Entry(models.Model):
    owner = models.ForeignKey(settings.LEDGER_OWNER_MODEL, on_delete=models.CASCADE)
    text = models.TextField()
    written = models.DateTimeField()

    class Meta:
        ordering = ["-written"]
