from django.db import models


class Shop(models.Model):
    number = models.CharField(max_length=14, db_index=True)
    kind = models.CharField(max_length=8)

    class Meta:
        unique_together = [("number", "kind")]
