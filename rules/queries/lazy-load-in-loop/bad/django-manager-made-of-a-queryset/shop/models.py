from django.db import models

from .querysets import OrderManager, VisibleQuerySet


class Customer(models.Model):
    name = models.CharField(max_length=80)
    hidden = models.BooleanField(default=False)


class Document(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    hidden = models.BooleanField(default=False)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        abstract = True


class Invoice(Document):
    pass


class Order(Document):
    cancelled = models.BooleanField(default=False)

    objects = OrderManager()
