from django.core.mail import send_mail

try:
    from zappa.asynchronous import task
except ImportError:

    def task(function):
        return function


@task
def thank(address):
    send_mail("Order", "Thank you", "shop@example.org", [address])
