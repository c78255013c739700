import smtplib


class Mailer:
    def __init__(self, host):
        self.host = host

    def connect(self):
        return smtplib.SMTP(self.host, 587, timeout=5)

    def answers(self):
        try:
            with self.connect() as server:
                server.noop()
            return True
        except OSError:
            return False

    def send(self, to, text):
        with self.connect() as server:
            server.sendmail("shop@example.org", to, text)
