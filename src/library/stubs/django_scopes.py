"""django-scopes: managers that see the rows of the tenant that is entered."""
from django.db import models


class _Scope:
    def __enter__(self):
        return None

    def __exit__(self, *args):
        pass

    def __call__(self, function):
        return function


def scope(**scopes):
    return _Scope()


def scopes_disabled():
    return _Scope()


def get_scope():
    return __input__()


def ScopedManager(_manager_class=models.Manager, **scopes):
    class Manager(_manager_class):
        def get_queryset(self):
            return super().get_queryset().filter(**__input__())

    return Manager()
