from django.db import models
from django.db.models import Q


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Order(models.Model):
    tags = models.ManyToManyField(Tag)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, db_index=False)
    state = models.CharField(max_length=10)

    class Meta:
        indexes = [
            models.Index(fields=["previous"], name="order_previous", condition=Q(previous__isnull=False)),
            models.Index(fields=["state"], name="order_open", condition=Q(state="open")),
            models.Index(fields=["state"], name="order_paid", condition=Q(state="paid")),
        ]
