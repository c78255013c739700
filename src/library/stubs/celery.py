"""Celery, Dramatiq, Procrastinate, APScheduler, tasks of Django: functions that run without a request. Called as such, they run at once."""


def as_job(*args, **options):
    if __is_function__(args[0] if args else None):
        __register__("job", options.get("name"), args[0])
        return args[0]

    def decorator(f):
        __register__("job", options.get("name"), f)
        return f

    return decorator


shared_task = as_job
task = as_job
actor = as_job


def async_task(func, *args, **options):
    if __is_function__(func):
        __register__("job", options.get("task_name"), func)
    return __scalar__()


schedule = async_task


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

    def periodic(self, *args, **options):
        return as_job(**options)

    def add_job(self, func, *args, **options):
        __register__("job", options.get("id"), func)

    def config_from_object(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __scalar__


App = Celery
app = Celery()
BackgroundScheduler = Celery
BlockingScheduler = Celery
AsyncIOScheduler = Celery
GeventScheduler = Celery
APScheduler = Celery
