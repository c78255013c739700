"""Huey: a call of a task puts it into a queue; a worker runs its function."""


class Task:
    def __init__(self, function):
        self.call_local = function
        self.func = function

    def __call__(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __scalar__


def task(*args, **options):
    def decorator(function):
        __register__("job", options.get("name"), function)
        return Task(function)

    return decorator


def periodic_task(*args, **options):
    return task(**options)


db_task = task
db_periodic_task = periodic_task


class Huey:
    def __init__(self, *args, **options):
        pass

    def task(self, *args, **options):
        return task(**options)

    def periodic_task(self, *args, **options):
        return task(**options)

    def __getattr__(self, name):
        return __scalar__


RedisHuey = Huey
PriorityRedisHuey = Huey
RedisExpireHuey = Huey
SqliteHuey = Huey
FileHuey = Huey
MemoryHuey = Huey
SqlHuey = Huey
HUEY = Huey()
