from django.db import models
from django.db.models.signals import post_init
from django.dispatch import receiver


class Person(models.Model):
    name = models.CharField(max_length=80)
    born = models.DateField()
    died = models.DateField(null=True)
    town = models.CharField(max_length=80)
    email = models.CharField(max_length=80)
    website = models.CharField(max_length=80)
    content_html = models.TextField()

    class Meta:
        abstract = True


class Author(Person):
    """Remembers what it was loaded with, to tell later whether it changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.loaded_text = self.content_html


class Editor(Person):
    pass


@receiver(post_init, sender=Editor)
def remember(sender, instance, **kwargs):
    instance.loaded_text = instance.content_html
