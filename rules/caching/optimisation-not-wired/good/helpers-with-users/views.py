from queries import Loader, orders_with_customer


def orders():
    Loader().run()
    return orders_with_customer().all()
