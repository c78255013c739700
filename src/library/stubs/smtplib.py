"""smtplib: a connection is opened where the class is given a host, and a message waits for the server again."""


class SMTP:
    def __init__(self, *args, **kwargs):
        if args or kwargs:
            __outside__("mail", "smtplib.SMTP")

    def connect(self, *args, **kwargs):
        __outside__("mail", "smtplib.SMTP")

    def sendmail(self, *args, **kwargs):
        __outside__("mail", "smtplib.SMTP.sendmail")

    def send_message(self, *args, **kwargs):
        __outside__("mail", "smtplib.SMTP.sendmail")

    def __enter__(self):
        return self

    def __getattr__(self, name):
        return __input__()


class SMTP_SSL(SMTP):
    def __init__(self, *args, **kwargs):
        if args or kwargs:
            __outside__("mail", "smtplib.SMTP_SSL")


class LMTP(SMTP):
    pass
