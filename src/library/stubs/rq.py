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


def get_queue(*args, **options):
    return Queue()


def enqueue(*args, **options):
    return __scalar__()
