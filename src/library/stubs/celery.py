"""Celery, APScheduler: functions that run without a request."""


def as_job(*args, **options):
    if __is_function__(args[0] if args else None):
        __register__("job", options.get("name"), args[0])
        return args[0]

    def decorator(f):
        __register__("job", options.get("name"), f)
        return f

    return decorator


shared_task = as_job


class Task:
    """A class whose `run` is the job."""

    def __init_subclass__(cls, **options):
        def served(*args, **kwargs):
            return cls().run(*args, **kwargs)

        if hasattr(cls, "run"):
            __register__("job", cls.name, __wraps__(cls.run, served))

    name = None
    delay = __scalar__
    apply_async = __scalar__
    retry = __scalar__
    update_state = __scalar__

    def __getattr__(self, name):
        return __scalar__()


class Celery:
    def __init__(self, *args, **kwargs):
        self.conf = {}

    def task(self, *args, **options):
        return as_job(*args, **options)

    def scheduled_job(self, *args, **options):
        return as_job(**options)

    def add_job(self, func, *args, **options):
        __register__("job", options.get("id"), func)

    def config_from_object(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __scalar__


BackgroundScheduler = Celery
BlockingScheduler = Celery
AsyncIOScheduler = Celery
GeventScheduler = Celery
APScheduler = Celery
