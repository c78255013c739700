from django.core.mail import send_mail


def confirm(order):
    send_mail("Order", "It is on its way.", "shop@example.org", [order.email])
