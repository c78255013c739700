"""django.core.mail: a message is sent while the request waits, unless the backend only keeps it."""


def send_mail(*args, **kwargs):
    __outside__("mail", "django.core.mail.send_mail")


def send_mass_mail(*args, **kwargs):
    __outside__("mail", "django.core.mail.send_mass_mail")


def mail_admins(*args, **kwargs):
    __outside__("mail", "django.core.mail.mail_admins")


def mail_managers(*args, **kwargs):
    __outside__("mail", "django.core.mail.mail_managers")


def get_connection(*args, **kwargs):
    return __input__()


class EmailMessage:
    def __init__(self, *args, **kwargs):
        pass

    def send(self, fail_silently=False):
        __outside__("mail", "django.core.mail.EmailMessage.send")

    def __getattr__(self, name):
        return __input__()


class EmailMultiAlternatives(EmailMessage):
    pass
