import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop.models import Check


class Command(BaseCommand):
    def handle(self, *args, **options):
        while True:
            for check in Check.objects.filter(due__lt=timezone.now(), status="up"):
                print(check.name)
            time.sleep(1)
