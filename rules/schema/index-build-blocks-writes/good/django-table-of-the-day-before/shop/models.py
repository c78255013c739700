from django.db import models


class Order(models.Model):
    number = models.CharField(max_length=40, db_index=True)
    placed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["placed_at"], name="order_placed")]
