from django.db.models.signals import post_init
from django.dispatch import receiver

from .models import Editor


@receiver(post_init, sender=Editor)
def remember(sender, instance, **kwargs):
    instance.loaded_name = instance.name
