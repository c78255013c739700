import smtplib


def notify():
    with smtplib.SMTP("mail.example.org", timeout=5) as server:
        server.noop()
