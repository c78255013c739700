from django.db import models


class Order(models.Model):
    number = models.CharField(max_length=20, db_index=True)  # expect: model-migration-index-drift
    placed = models.DateTimeField(db_index=True)
    customer = models.ForeignKey("self", models.CASCADE)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "placed"], name="order_customer_placed"),
            models.Index(fields=["number", "placed"], name="order_number_placed"),  # expect: model-migration-index-drift
        ]
