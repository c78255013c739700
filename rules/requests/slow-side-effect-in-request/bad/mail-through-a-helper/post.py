import smtplib


def notify(to, text):
    with smtplib.SMTP("mail.example.org", timeout=5) as server:  # expect: slow-side-effect-in-request
        server.sendmail("shop@example.org", to, text)
