from celery import chain, shared_task
from django.core.management.base import BaseCommand

from ...models import Rebuild


@shared_task
def begin(index):
    Rebuild.objects.create(index=index)


@shared_task
def end(index):
    Rebuild.objects.all().delete()


class Command(BaseCommand):
    def handle(self, *args, **options):
        chain(begin.si(options["index"]), end.si(options["index"])).apply_async()
