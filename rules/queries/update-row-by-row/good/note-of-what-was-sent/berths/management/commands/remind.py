import requests
from django.core.management.base import BaseCommand
from django.utils import timezone

from berths.models import Berth


class Command(BaseCommand):
    def handle(self, *args, **options):
        for berth in Berth.objects.filter(reminded_at=None):
            requests.post("https://sms.invalid/send", data={"to": berth.phone}, timeout=5)
            # At once: a second run must not send it again.
            berth.reminded_at = timezone.now()
            berth.save(update_fields=["reminded_at"])
