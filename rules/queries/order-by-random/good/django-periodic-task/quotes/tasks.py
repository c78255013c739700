from django.core.cache import cache
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from .models import Quote


@db_periodic_task(crontab(minute="0"))
def quote_of_the_hour():
    cache.set("quote", Quote.objects.order_by("?").first())
