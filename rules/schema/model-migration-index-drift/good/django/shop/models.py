from django.db import models


class Basket(models.Model):
    number = models.CharField(max_length=20, unique=True)
    placed = models.DateTimeField(db_index=True)
    shop = models.CharField(max_length=20)
    till = models.IntegerField()

    class Meta:
        unique_together = [("shop", "till")]
        indexes = [models.Index(fields=["till", "placed"], name="till_placed")]
        constraints = [models.UniqueConstraint(fields=["placed", "till"], name="one_at_a_time")]
