from django.core.mail.backends.base import BaseEmailBackend

from app.jobs import send_one


class QueueBackend(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            send_one.delay(message.to, message.subject, message.body)
        return len(messages)
