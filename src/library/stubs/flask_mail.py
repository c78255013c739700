"""Flask-Mail and Flask-Mailman: a message is sent while the request waits."""


class Message:
    def __init__(self, *args, **kwargs):
        pass

    def send(self, *args, **kwargs):
        __outside__("mail", "flask_mail.Message.send")

    def __getattr__(self, name):
        return __input__()


EmailMessage = Message


class Mail:
    def __init__(self, app=None):
        pass

    def init_app(self, app):
        return self

    def connect(self):
        return self

    def __enter__(self):
        return self

    def send(self, message):
        __outside__("mail", "flask_mail.Mail.send")

    def send_message(self, *args, **kwargs):
        __outside__("mail", "flask_mail.Mail.send_message")

    def __getattr__(self, name):
        return __input__()
