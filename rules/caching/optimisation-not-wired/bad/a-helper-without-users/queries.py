from sqlalchemy.orm import joinedload

from models import Order


def orders_with_customer():  # expect: optimisation-not-wired
    return Order.query.options(joinedload(Order.customer))
