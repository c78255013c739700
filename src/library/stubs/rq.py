"""RQ: functions that a worker runs."""


def job(*args, **options):
    def decorator(f):
        __register__("job", None, f)
        return f

    return decorator


class Queue:
    def __init__(self, *args, **options):
        pass

    def __getattr__(self, name):
        return __scalar__
