from django.core.management.base import BaseCommand

from ...tasks import forget_street


class Command(BaseCommand):
    def handle(self, *args, **options):
        forget_street(options["street"])
