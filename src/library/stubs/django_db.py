"""django.db: connections and transactions."""
import sqlite3


class Atomic:
    def __enter__(self):
        __transaction__("begin")
        return self

    def __call__(self, function):
        return function


def atomic(using=None, savepoint=True, durable=False):
    if callable(using):
        return using
    return Atomic()


def on_commit(function, using=None, robust=False):
    __transaction__("end")
    function()


def non_atomic_requests(function=None, using=None):
    return function


def savepoint(*args, **kwargs):
    return __scalar__()


class Transaction:
    atomic = staticmethod(atomic)
    on_commit = staticmethod(on_commit)
    non_atomic_requests = staticmethod(non_atomic_requests)
    savepoint = staticmethod(savepoint)

    def commit(self):
        __commit__()

    def __getattr__(self, name):
        return __input__


transaction = Transaction()
connection = sqlite3.Connection()
connections = {"default": connection}
