from django.db import models
from sqlalchemy.orm import joinedload

from models import Order


def orders_with_customer():
    return Order.query.options(joinedload(Order.customer))


def orders_with_lines():
    return Order.query.options(joinedload(Order.lines))


class OrderQuerySet(models.QuerySet):
    def get_queryset(self):
        return super().get_queryset().select_related("customer")


class Loader:
    def run(self):
        def inner(query):
            return query.options(joinedload(Order.customer))

        return inner


LOADERS = ["queries.orders_with_lines"]
