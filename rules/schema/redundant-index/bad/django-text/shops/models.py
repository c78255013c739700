from django.db import models


class Shop(models.Model):
    number = models.CharField(max_length=14, db_index=True)  # expect: redundant-index
    kind = models.CharField(max_length=8)
    other_number = models.CharField(max_length=14)

    class Meta:
        unique_together = [("number", "kind")]
