"""Managers of packages: they ask what the default manager asks, some of it narrowed."""
from django.db import models


class InheritanceManager(models.Manager):
    def select_subclasses(self, *subclasses):
        return self.all()

    def get_subclass(self, *args, **kwargs):
        return self.get(*args, **kwargs)


class SoftDeletableManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(is_removed=False)


class TreeManager(models.Manager):
    pass


class MP_NodeManager(models.Manager):
    pass


class NS_NodeManager(models.Manager):
    pass


class PolymorphicManager(models.Manager):
    pass
